"""A running qun and signed connections to it, with nothing but Python's standard library."""

import http.client
import json
import os
import pathlib
import queue
import random
import resource
import shutil
import signal
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse

import answered_codes
import postgres

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("QUN_BINARY", PROJECT / ".build" / "debug" / "qun"))

GROUP_SERVICE = "group_open_http_svc"
COMMANDS_OF_OTHER_SERVICES = {
    "im_open_login_svc": ["account_import", "multiaccount_import", "account_check", "account_delete", "kick"],
    "group_open_attr_http_svc": ["get_group_attr"],
    "group_open_avchatroom_http_svc": [
        "get_members", "check_members", "get_admin_list", "modify_admin", "modify_user_info",
    ],
    "million_group_open_http_svc": ["create_topic", "get_topic", "modify_topic", "destroy_topic"],
    "openim": ["query_online_status", "querystate", "modify_group_msg"],
    "openim_msg_ext_http_svc": ["group_set_key_values", "group_get_key_values"],
    "openconfigsvr": ["setnospeaking", "getnospeaking"],
    "profile": ["portrait_get", "portrait_set"],
}
SERVICES = {
    command: service for service, commands in COMMANDS_OF_OTHER_SERVICES.items() for command in commands
}

START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 20
LOG_LIMIT_SECONDS = 20


class Refused(AssertionError):
    """An answer that should have been OK and is not."""


class StartFailed(AssertionError):
    """A server that did not come up; holds its exit code, if it ended, and its log."""

    def __init__(self, exit_code, log):
        super().__init__(f"qun did not start (exit code {exit_code}):\n{log}")
        self.exit_code = exit_code
        self.log = log


class Connection:
    """One keep-alive connection that makes signed calls; not safe to share between threads.

    A connection that breaks stays broken: a call is never repeated, so an answer always belongs to one attempt.
    """

    def __init__(self, base_url, sdkappid, identifier, usersig, tls=None, timeout=60):
        address = urllib.parse.urlsplit(base_url)
        if address.scheme == "https":
            self._http = http.client.HTTPSConnection(
                address.hostname, address.port, context=tls, timeout=timeout
            )
        else:
            self._http = http.client.HTTPConnection(address.hostname, address.port, timeout=timeout)
        self._query = {"sdkappid": sdkappid, "identifier": identifier, "usersig": usersig}

    def open(self):
        """Connects at once instead of with the first call."""
        self._http.connect()

    def path(self, command):
        """The path and query of a call, with a fresh `random`."""
        service = SERVICES.get(command, GROUP_SERVICE)
        query = {**self._query, "random": random.randrange(2**32), "contenttype": "json"}
        return f"/v4/{service}/{command}?{urllib.parse.urlencode(query, safe='*')}"

    def send(self, method, path, body=None):
        """One HTTP exchange; returns status, headers and body bytes."""
        headers = {} if body is None else {"Content-Type": "application/json"}
        self._http.request(method, path, body, headers)
        response = self._http.getresponse()
        return response.status, response.headers, response.read()

    def call_bytes(self, command, body):
        """Makes a call with the body as it is; returns the answer's bytes."""
        status, _, answer = self.send("POST", self.path(command), body)
        assert status == 200, f"{command}: status {status}"
        return answer

    def call(self, command, body):
        """Makes a call; returns the answer, whatever its code."""
        return json.loads(self.call_bytes(command, json.dumps(body).encode()))

    def ok(self, command, body):
        """Makes a call that must succeed; returns its answer."""
        answer = self.call(command, body)
        if (answer["ActionStatus"], answer["ErrorCode"]) != ("OK", 0):
            raise Refused(f"{command}: {answer}")
        return answer

    def code(self, command, body):
        """Makes a call; returns the `ErrorCode` of its answer."""
        return self.call(command, body)["ErrorCode"]

    def import_accounts(self, accounts):
        """Imports accounts, 100 a call."""
        for start in range(0, len(accounts), 100):
            answer = self.ok("multiaccount_import", {"Accounts": accounts[start : start + 100]})
            assert answer["FailAccounts"] == []

    def group(self, group_id, **filters):
        """The entry of one group that must exist; a keyword is a sub-filter of `ResponseFilter`."""
        body = {"GroupIdList": [group_id]}
        if filters:
            body["ResponseFilter"] = filters
        (entry,) = self.ok("get_group_info", body)["GroupInfo"]
        assert entry["ErrorCode"] == 0, entry
        return entry

    def members(self, group_id, *fields):
        """The member entries of a group by account, with these fields or with those of an unfiltered answer."""
        filters = {"MemberInfoFilter": fields} if fields else {}
        return {member["Member_Account"]: member for member in self.group(group_id, **filters)["MemberList"]}

    def topic(self, group_id, topic_id):
        """The `TopicInfo` of one topic that must exist."""
        answer = self.ok("get_topic", {"GroupId": group_id, "TopicIdList": [topic_id]})
        (entry,) = answer["TopicAndSelfInfo"]
        assert entry["ErrorCode"] == 0, entry
        return entry["TopicInfo"]

    def history(self, group_id, page=20, **fields):
        """The entries of a whole history, the newest first, read as clients do; a keyword is a field of each call."""
        entries, upper = [], {}
        while True:
            body = {"GroupId": group_id, "ReqMsgNumber": page, **upper, **fields}
            listed = self.ok("group_msg_get_simple", body)["RspMsgList"]
            entries += listed
            if not listed or listed[-1]["MsgSeq"] == 1:
                return entries
            assert listed[0]["MsgSeq"] <= upper.get("ReqMsgSeq", 2**32), "the page goes back up"
            upper = {"ReqMsgSeq": listed[-1]["MsgSeq"] - 1}

    def close(self):
        self._http.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Server:
    """A `qun serve` on free ports of the loopback address.

    `ready` is what the server prints when it takes calls; `log` is what it has written to stderr, unless that is to go
    elsewhere. The control port is a free one too, unless it is to be the `usual_control_port`. `open_files` are the soft and the hard limit of files that it may have open. On PostgreSQL each data folder
    has a database of its own, and `shared` names the folder whose database several nodes share. Without `data` the flags say
    where that is.
    """

    def __init__(self, data, *flags, open_files=None, stderr=None, shared=None, usual_control_port=False):
        self.data = data and pathlib.Path(data)
        self.shared = shared
        self.flags = [str(flag) for flag in flags]
        self.open_files = open_files or resource.getrlimit(resource.RLIMIT_NOFILE)
        self.stderr = stderr
        self.usual_control_port = usual_control_port
        self.process = None
        self.ready = None
        self._log_file = None

    @property
    def pid(self):
        return self.process.pid

    @property
    def log(self):
        self._log_file.seek(0)
        return self._log_file.read().decode(errors="replace")

    def log_text_lines(self):
        """The lines of the log that are written whole."""
        return self.log.rpartition("\n")[0].splitlines()

    def log_lines(self, command):
        """The lines that the log has about one command, as objects."""
        lines = [json.loads(line) for line in self.log_text_lines() if line.startswith("{")]
        return [line for line in lines if line.get("command", "").endswith(command)]

    def log_entries(self, message):
        """The lines of the log with one message, as objects."""
        lines = [json.loads(line) for line in self.log_text_lines() if line.startswith("{")]
        return [line for line in lines if line["message"] == message]

    def await_entries(self, message, holds=lambda line: True, count=1):
        """The lines of the log with one message for which something holds, once there are so many.

        Lines come a little later than what they are about.
        """
        deadline = time.monotonic() + LOG_LIMIT_SECONDS
        while len(lines := [line for line in self.log_entries(message) if holds(line)]) < count:
            assert time.monotonic() < deadline, f"the log has {len(lines)} lines of this kind:\n{self.log}"
            time.sleep(0.01)
        return lines

    def launch(self, stdout=subprocess.PIPE, stderr=None):
        """Starts the process and does not wait for it to take calls."""
        ports = [] if "--port" in self.flags else ["--port", "0"]
        ports += [] if "--no-tls" in self.flags else ["--tls-port", "0"]
        has_control = self.usual_control_port or {"--control-port", "--no-control"} & set(self.flags)
        ports += [] if has_control else ["--control-port", "0"]
        has_store = "--store" in self.flags or not postgres.IS_CHOSEN
        store = [] if has_store else ["--store", postgres.server().address(self.shared or self.data)]
        data = ["--data", str(self.data)] if self.data else []
        self._log_file = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [str(BINARY), "serve", *ports, *data, *store, *self.flags],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr or self.stderr or self._log_file,
            env=environment_of_server(),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, self.open_files),
        )
        return self

    def start(self):
        self.launch()
        line = self._first_line()
        if not line:
            raise StartFailed(self._exit_code_or_kill(), self.log)
        self.ready = json.loads(line)
        assert self.ready["event"] == "ready", line
        return self

    def _first_line(self):
        lines = queue.Queue()
        reader = threading.Thread(target=lambda: lines.put(self.process.stdout.readline()), daemon=True)
        reader.start()
        try:
            return lines.get(timeout=START_LIMIT_SECONDS)
        except queue.Empty:
            return b""

    def _exit_code_or_kill(self):
        try:
            return self.process.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def connect(self, identifier=None, usersig=None, secure=False, timeout=60):
        """A connection as the app's administrator, or as `identifier` with its own UserSig."""
        tls = ssl.create_default_context(cafile=self.ready["ca"]) if secure else None
        return Connection(
            self.ready["https" if secure else "http"],
            self.ready["sdkappid"],
            identifier or self.ready["admin"],
            usersig or self.ready["usersig"],
            tls,
            timeout,
        )

    def stop(self, signal_number=signal.SIGTERM):
        """Asks the server to end; returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
        try:
            return self.process.wait(STOP_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"qun did not end within {STOP_LIMIT_SECONDS} s:\n{self.log}") from None

    def kill(self):
        """Ends the server at once, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self._log_file.seek(0)
        answered_codes.note(self._log_file.read())
        self.process.stdout.close()


def environment_of_server():
    """The environment without the variables that are the tests' own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QUN_")}


def run_qun(*arguments, timeout=60):
    """Runs another subcommand of qun to its end; returns the finished process with its texts."""
    return subprocess.run(
        [str(BINARY), *[str(argument) for argument in arguments]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment_of_server(),
    )


def resident_bytes(pid, field="VmRSS"):
    """A memory figure of a process from /proc: `VmRSS` for now, `VmHWM` for the highest."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise KeyError(field)


def processor_seconds(pid):
    """The time that a process has spent on processors, user and system together."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def forget_highest_resident(pid):
    """Makes `VmHWM` start again from what is resident now."""
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")


def integrity(data):
    """What the database's own check says about the store of a data folder; "ok" when nothing is wrong.

    For SQLite it reads a copy.
    """
    if postgres.IS_CHOSEN:
        return postgres.server().integrity(data)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("qun.sqlite", "qun.sqlite-wal"):
            if (pathlib.Path(data) / name).exists():
                shutil.copy(pathlib.Path(data) / name, folder)
        database = sqlite3.connect(pathlib.Path(folder) / "qun.sqlite")
        try:
            return "\n".join(row[0] for row in database.execute("PRAGMA integrity_check"))
        finally:
            database.close()
