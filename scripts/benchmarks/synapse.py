"""Synapse from PyPI, Matrix's first server, in a virtual environment of its own."""

import base64
import contextlib
import dataclasses
import hashlib
import hmac
import os
import urllib.parse

from .calls import call_json
from .compatibility import PROJECT
from .load import get
from .processes import running, throwaway_place
from .world import accounts_of

ENVIRONMENT = PROJECT / ".venv-peers"
OWNER = accounts_of(1)[0]

# Clients on loopback only: no federation, no reports, no key servers, and no limit in the way of filling a room.
CONFIGURATION = """
server_name: localhost
listeners:
  - {{port: {port}, bind_addresses: [127.0.0.1], type: http, resources: [{{names: [client]}}]}}
database: {{name: sqlite3, args: {{database: {folder}/rooms.db}}}}
log_config: {folder}/log.yaml
signing_key: ed25519 bench {signing_key}
registration_shared_secret: {secret}
bcrypt_rounds: 4
rc_joins_per_room: {{per_second: 100000, burst_count: 100000}}
federation_domain_whitelist: []
trusted_key_servers: []
suppress_key_server_warning: true
enable_media_repo: false
report_stats: false
"""

LOG_CONFIGURATION = """
version: 1
handlers: {stderr: {class: logging.StreamHandler}}
root: {level: WARNING, handlers: [stderr]}
"""


@dataclasses.dataclass
class Synapse:
    """A Synapse of our own, as one process with its storage on SQLite."""

    name = "Synapse"
    call = "joined_members"
    remark = (
        "Synapse checks the access token of a member with each call, and tells each member's name, display name and avatar,"
        " from its caches; here it is one Python process over SQLite. It does much besides that Qun does not: clients that"
        " follow their rooms, federation between servers, keys for end-to-end encryption."
    )

    url: str
    pid: int
    version: str
    token: str

    @staticmethod
    def is_installed():
        # the scripts put the file there when all that it names is installed
        return (ENVIRONMENT / "requirements.txt").exists()

    @classmethod
    @contextlib.contextmanager
    def running(cls):
        with throwaway_place() as (folder, port, url):
            secret = os.urandom(16).hex()
            signing_key = base64.b64encode(os.urandom(32)).decode().rstrip("=")
            (folder / "log.yaml").write_text(LOG_CONFIGURATION)
            (folder / "homeserver.yaml").write_text(
                CONFIGURATION.format(port=port, folder=folder, secret=secret, signing_key=signing_key)
            )
            command = [ENVIRONMENT / "bin" / "python", "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"]
            with running(command, folder, lambda: call_json(f"{url}/_matrix/client/versions")) as pid:
                # behind the number Synapse names the branch of the git repository that it finds itself in
                version = call_json(f"{url}/_synapse/admin/v1/server_version")["server_version"].split()[0]
                yield cls(url, pid, version, cls._register(url, secret, OWNER))

    @staticmethod
    def _register(url, secret, account):
        """Makes the first account, an administrator; returns its access token."""
        url += "/_synapse/admin/v1/register"
        nonce, password = call_json(url)["nonce"], os.urandom(16).hex()
        proof = hmac.new(secret.encode(), "\0".join([nonce, account, password, "admin"]).encode(), hashlib.sha1)
        body = {"nonce": nonce, "username": account, "password": password, "admin": True, "mac": proof.hexdigest()}
        return call_json(url, body)["access_token"]

    def reading_room(self, members):
        """Makes a public room and lets its members join; returns the wrk script that reads them as the room's owner."""
        room = urllib.parse.quote(self._call("_matrix/client/v3/createRoom", {"preset": "public_chat"})["room_id"])
        for account in accounts_of(members)[1:]:
            user = f"@{account}:localhost"
            self._call(f"_synapse/admin/v2/users/{user}", {}, "PUT")
            self._call(f"_synapse/admin/v1/join/{room}", {"user_id": user})
        path = f"_matrix/client/v3/rooms/{room}/{self.call}"
        if len(self._call(path)["joined"]) != members:
            raise SystemExit(f"Synapse's room has not {members} members")
        return get(f"/{path}", **self._authorization)

    @property
    def _authorization(self):
        return {"Authorization": f"Bearer {self.token}"}

    def _call(self, path, body=None, method=None):
        return call_json(f"{self.url}/{path}", body, method, **self._authorization)
