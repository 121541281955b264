"""ejabberd from Debian, which keeps its rooms in memory."""

import contextlib
import dataclasses
import json
import pathlib
import re
import shutil

from .calls import call_json
from .load import post
from .processes import running, throwaway_place
from .world import accounts_of

CONFIGURATION = """
hosts: [localhost]
loglevel: warning
listen:
  - port: {port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers: {{/api: mod_http_api}}
api_permissions:
  "everybody on this machine": {{from: [mod_http_api], who: all, what: "*"}}
modules:
  mod_muc: {{default_room_options: {{persistent: true}}}}
  mod_muc_admin: {{}}
"""


@dataclasses.dataclass
class Ejabberd:
    """An ejabberd of our own, with an HTTP API that asks nobody who he is."""

    name = "ejabberd"
    call = "get_room_affiliations"
    remark = (
        "ejabberd answers from the room's process, here without authentication, and tells each member's name and"
        " affiliation only. It does much besides that Qun does not, presence and delivery to clients among them."
    )

    url: str
    pid: int
    version: str

    @staticmethod
    def application():
        """The file that describes ejabberd to Erlang; None where ejabberd is not installed."""
        return next(pathlib.Path("/usr/lib").glob("*/ejabberd-*/ebin/ejabberd.app"), None)

    @classmethod
    def is_installed(cls):
        return bool(shutil.which("erl") and cls.application())

    @classmethod
    @contextlib.contextmanager
    def running(cls):
        with throwaway_place() as (folder, port, url):
            (folder / "ejabberd.yml").write_text(CONFIGURATION.format(port=port))
            # ejabberdctl would insist on root or ejabberd's own user, and leave Erlang's name server (epmd) running; a node
            # without a name, started by Erlang itself, needs neither
            command = ["erl", "-noinput", "-mnesia", "dir", f'"{folder}/rooms"', "-s", "ejabberd"]
            environment = {
                "ERL_LIBS": str(cls.application().parents[2]),
                "EJABBERD_CONFIG_PATH": str(folder / "ejabberd.yml"),
                "EJABBERD_LOG_PATH": str(folder / "ejabberd.log"),
            }
            with running(command, folder, lambda: call_json(f"{url}/api/status", {}), environment) as pid:
                status = call_json(f"{url}/api/status", {})
                yield cls(url, pid, re.search(r"ejabberd ([\d.]+)", status)[1])

    def reading_room(self, members):
        """Makes a room whose members have affiliations; returns the wrk script that reads them."""
        room = {"name": f"of-{members}", "service": "conference.localhost"}
        self._call("create_room", {**room, "host": "localhost"})
        for account in accounts_of(members):
            self._call("set_room_affiliation", {**room, "jid": f"{account}@localhost", "affiliation": "member"})
        if len(self._call(self.call, room)) != members:
            raise SystemExit(f"ejabberd's room has not {members} members")
        return post(f"/api/{self.call}", json.dumps(room))

    def _call(self, command, body):
        return call_json(f"{self.url}/api/{command}", body)
