"""A service manager that hears what a server tells it, and certificates that it can be given."""

import socket
import subprocess


class ServiceManager:
    """A socket at a path, or at a name after `@`, that a process is told of by `NOTIFY_SOCKET`."""

    def __init__(self, address):
        self.address = str(address)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + self.address[1:] if self.address.startswith("@") else self.address)
        self._socket.settimeout(60)

    def hear(self):
        """What is told next, as a dictionary."""
        return dict(line.split("=", 1) for line in self._socket.recv(4096).decode().splitlines())

    def hear_until(self, field):
        """Listens until something with this field is told; returns it."""
        while field not in (told := self.hear()):
            pass
        return told

    def close(self):
        self._socket.close()


class Authority:
    """A certificate authority in a folder, made by OpenSSL's own program."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "authority.pem"
        self._key = folder / "authority-key.pem"
        _openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
            "-subj", "/CN=An authority", "-keyout", self._key, "-out", self.file)

    def make(self, name, chain, key):
        """Makes a certificate for localhost whose subject is `name`, and puts it and its key into two files."""
        request = self.folder / "request.pem"
        extensions = self.folder / "extensions"
        extensions.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        _openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
            "-keyout", key, "-out", request)
        _openssl(
            "x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self._key, "-CAcreateserial", "-days", "30",
            "-extfile", extensions, "-out", chain)


def _openssl(*arguments):
    made = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr


def subject(connection):
    """The common name of the certificate that a TLS connection was shown."""
    (name,) = [value for ((key, value),) in connection.getpeercert()["subject"] if key == "commonName"]
    return name
