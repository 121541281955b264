"""Processes that are measured, and the machine's own figures."""

import contextlib
import dataclasses
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")

NGINX_CONFIGURATION = """
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
{user}
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/json;
    sendfile on;
    tcp_nodelay on;
    keepalive_requests 1000000000;
    open_file_cache max=100;
    open_file_cache_valid 1h;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        root {folder}/answers;
        # A static file answers GET only; the redirect inside the server makes it answer POST as well.
        error_page 405 =200 $uri;
        {locations}
    }}
}}
"""


def progress(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def cpu_seconds(pids):
    """User and system time that the processes have used so far, their threads included."""
    return sum(map(process_cpu_seconds, pids))


def process_cpu_seconds(pid, with_ended=False):
    """As `cpu_seconds`, of one process, and where wanted of those that it has started and that have ended."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / TICKS


def family_cpu_seconds(pid):
    """As `cpu_seconds`, of a process and of all that it has started."""
    while True:
        # one that ends meanwhile would be missed
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            return process_cpu_seconds(pid, with_ended=True) + cpu_seconds(children(pid))


def children(pid):
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def throwaway_place():
    """A folder that goes away again, a free port of this machine, and the URL of a server there."""
    with tempfile.TemporaryDirectory() as name:
        port = free_port()
        yield pathlib.Path(name), port, f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def running(command, folder, ready, environment=()):
    """A server of our own in a folder, ended by its id; `ready` makes a call, and raises OSError until it is answered."""
    with (folder / "output.log").open("wb") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            env={**os.environ, **dict(environment)},
        )
    try:
        wait(server, folder, ready)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait(server, folder, ready, seconds=60):
    end = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError):
            ready()
            return
        time.sleep(0.1)
    raise SystemExit(f"{server.args[0]} did not start:\n" + (folder / "output.log").read_text(errors="replace")[-2000:])


@contextlib.contextmanager
def drain():
    """The writing end of a pipe whose other end another process reads and throws away."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as reader:
        # leaving `Popen` closes our end; `cat` ends when the server has closed its own
        yield reader.stdin


@dataclasses.dataclass
class Nginx:
    """An nginx of our own that answers a POST to /NAME with the bytes of answers/NAME, or of a string of its configuration."""

    base_url: str
    worker_pids: list

    @classmethod
    @contextlib.contextmanager
    def serving(cls, answers, strings):
        with throwaway_place() as (folder, port, url):
            folder.chmod(0o755)
            (folder / "answers").mkdir()
            for path, content in answers.items():
                (folder / "answers" / path).write_bytes(content)
            user = "user root;" if os.getuid() == 0 else ""
            configuration = folder / "nginx.conf"
            locations = "\n".join(map(location, strings, strings.values()))
            configuration.write_text(
                NGINX_CONFIGURATION.format(folder=folder, port=port, user=user, locations=locations)
            )
            search = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
            program = shutil.which("nginx", path=search)
            command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)]
            with running(command, folder, lambda: socket.create_connection(("127.0.0.1", port), 1).close()) as master:
                yield cls(url, cls._workers(master))

    @staticmethod
    def _workers(master):
        """The two workers, which the master starts when it listens already."""
        for _ in range(200):
            if len(workers := children(master)) == 2:
                return workers
            time.sleep(0.05)
        raise SystemExit("nginx did not start its workers")


def location(path, content):
    """A location of nginx that answers with some bytes, less than 4 KB."""
    text = content.decode().replace("\\", "\\\\").replace("'", "\\'")
    return f"location = /{path} {{ return 200 '{text}'; }}"


def flush_rate(folder, seconds=1.0):
    """How often a second the disk takes 4 KiB of a file that already has its size, and a flush."""
    block, blocks = b"\0" * 4096, 1000
    with tempfile.TemporaryFile(dir=folder) as file:
        os.write(file.fileno(), block * blocks)
        os.fsync(file.fileno())
        count, begin = 0, time.perf_counter()
        while (now := time.perf_counter()) - begin < seconds:
            os.pwrite(file.fileno(), block, count % blocks * len(block))
            os.fdatasync(file.fileno())
            count += 1
    return count / (now - begin)
