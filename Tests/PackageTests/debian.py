"""A Debian system in a folder, in which packages are installed and programs run."""

import os
import pathlib
import shlex
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "CompatibilityTests"))

import live_server  # noqa: E402

PROJECT = live_server.PROJECT
PACKAGES = pathlib.Path(os.environ.get("QUN_PACKAGES", PROJECT / ".build" / "package"))
BASE = pathlib.Path(os.environ.get("QUN_DEBIAN", PROJECT / ".build" / "debian"))
UNIT = PROJECT / "deploy" / "qun.service"

# Where a login would look for programs; nothing of a toolchain is there.
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
FREE_PORTS = {"QUN_PORT": "0", "QUN_TLS_PORT": "0", "QUN_CONTROL_PORT": "0"}


class Debian:
    """A copy of the base system.

    It shares the files of `/usr` with the base: packages replace such files, and nothing writes into them.
    """

    def __init__(self, root):
        self.root = root
        for entry in BASE.iterdir():
            links = ["--link"] if entry.name == "usr" else []
            subprocess.run(["cp", "-a", *links, entry, root], check=True)

    def path(self, inside):
        """The path outside of one inside."""
        return self.root / inside.lstrip("/")

    def run(self, *command, user="root", check=True, environment=None):
        """Runs a program to its end; returns the finished process with its texts."""
        finished = subprocess.run(
            self.command(*command, user=user),
            env={"PATH": PATH, "DEBIAN_FRONTEND": "noninteractive", **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if check:
            assert finished.returncode == 0, f"{command}: {finished.stdout}{finished.stderr}"
        return finished

    def command(self, *command, user="root", folder="/"):
        """The command line that runs a program inside, with `/proc`, which goes with it."""
        script = """
            mount --bind /proc "$1/proc"
            exec chroot --userspec="$2" "$1" /bin/sh -c 'cd "$0" && exec "$@"' "${@:3}"
        """
        numbers = ":".join(str(number) for number in self.user(user))
        outside = ["unshare", "--mount", "bash", "-e", "-c", script, "bash", str(self.root), numbers, folder]
        return outside + [str(part) for part in command]

    def user(self, name):
        """The numbers of a user of this system and of its group; the name may be both numbers already."""
        if ":" in name:
            user, _, group = name.partition(":")
            return int(user), int(group)
        for line in self.path("/etc/passwd").read_text().splitlines():
            found, _, user, group, *_ = line.split(":")
            if found == name:
                return int(user), int(group)
        raise KeyError(name)

    def install(self, package):
        """Installs a file of a package; returns what dpkg says."""
        copy = self.path("/tmp") / package.name
        copy.write_bytes(package.read_bytes())
        return self.run("dpkg", "--install", f"/tmp/{package.name}").stdout

    def state(self, package="qun"):
        """As in "install ok installed"; empty for a package that is unknown."""
        return self.run("dpkg-query", "--show", "--showformat=${Status}", package, check=False).stdout

    def owner(self, inside):
        """The owner and the mode of a file, as in ("qun", "root", 0o640)."""
        found = self.path(inside).stat()
        names = {self.user(name)[0]: name for name in ("root", "qun")}
        groups = {self.user(name)[1]: name for name in ("root", "qun")}
        return names[found.st_uid], groups[found.st_gid], found.st_mode & 0o7777


class InstalledServer(live_server.Server):
    """A server inside such a system, on free ports of its own."""

    def __init__(self, debian, command, user, environment=None, umask=0o077, folder="/"):
        super().__init__("")
        self.command = debian.command(*command, user=user, folder=folder)
        self.environment = {"PATH": PATH, **FREE_PORTS, **(environment or {})}
        self.umask = umask

    def launch(self, stdout=subprocess.PIPE, stderr=None):
        self._log_file = open(os.memfd_create("log"), "w+b")
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=self._log_file,
            env=self.environment,
            umask=self.umask,
        )
        return self


class UnitFile:
    """The settings of a unit, which systemd would carry out."""

    def __init__(self, path):
        lines = [line for line in path.read_text().splitlines() if "=" in line and not line.startswith("#")]
        self.settings = dict(line.split("=", 1) for line in lines)

    def server(self, debian):
        """The server that the unit starts: its command, user, folder, mask and file of variables."""
        settings = self.settings
        variables = debian.path(settings["EnvironmentFile"].lstrip("-"))
        environment = {}
        if variables.exists():
            environment = dict(line.split("=", 1) for line in variables.read_text().splitlines())
        return InstalledServer(
            debian,
            shlex.split(settings["ExecStart"]),
            user=settings["User"],
            environment=environment,
            umask=int(settings["UMask"], 8),
            folder=settings["WorkingDirectory"],
        )
