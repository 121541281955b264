"""A Dockerfile, as far as ours goes, carried out in a Debian system in a folder."""

import json
import shlex
import shutil

from debian import PROJECT


class Containerfile:
    """The instructions of a file in their order, each a word and its text."""

    def __init__(self, path):
        text = path.read_text().replace("\\\n", " ")
        lines = [line.strip() for line in text.splitlines()]
        self.instructions = [tuple(line.split(None, 1)) for line in lines if line and not line.startswith("#")]
        self.environment = {}
        self.user = "root"
        self.folder = "/"
        self.command = []
        self.health_check = []
        self.volumes = []

    def carry_out(self, system):
        """Does what the instructions say; what is to be run later is kept."""
        for word, text in self.instructions:
            getattr(self, f"_{word.lower()}")(text, system)

    def _from(self, image, system):
        name, _, tag = image.partition(":")
        release = system.path("/etc/os-release").read_text()
        assert f"ID={name}" in release.splitlines()
        assert f"VERSION_CODENAME={tag.removesuffix('-slim')}" in release.splitlines()

    def _run(self, command, system):
        assert self.user == "root"
        system.run("/bin/sh", "-c", command, environment=self.environment)

    def _copy(self, text, system):
        pattern, target = text.split()
        sources = [*PROJECT.glob(pattern)]
        assert sources, f"nothing is to be copied as {pattern}"
        for source in sources:
            shutil.copy(source, system.path(target))

    def _env(self, text, system):
        self.environment |= dict(pair.split("=", 1) for pair in shlex.split(text))

    def _user(self, text, system):
        self.user = text

    def _workdir(self, text, system):
        self.folder = text
        assert system.path(text).is_dir()

    def _volume(self, text, system):
        self.volumes.append(text)

    def _expose(self, text, system):
        assert all(port.isdigit() for port in text.split())

    def _healthcheck(self, text, system):
        options, _, command = text.partition(" CMD ")
        assert all(option.startswith("--") for option in options.split())
        self.health_check = json.loads(command)

    def _entrypoint(self, text, system):
        self.command = json.loads(text)

    def _cmd(self, text, system):
        self.command = self.command + json.loads(text)
