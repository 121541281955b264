"""The Debian package: installed, started, upgraded and purged in a Debian system in a folder.

There is no systemd in the folder: the test starts what the unit says, as the user that it names.
"""

import json
import re
import socket
import sqlite3
import subprocess

import debian
from debian import PROJECT
from fixtures import SDKAPPID, SECRET_KEY
from older_store import GROUPS, make_store

CONFIGURATION = "/etc/qun/qun.json"
DATA = "/var/lib/qun"
WANTED = "/etc/systemd/system/multi-user.target.wants/qun.service"
SCRIPTS = [PROJECT / "deploy" / "debian" / name for name in ("postinst", "prerm", "postrm")]


def repacked(package, folder, version):
    """The same package, as one of another version."""
    tree = folder / "tree"
    subprocess.run(["dpkg-deb", "--raw-extract", package, tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"(?m)^Version: .*$", f"Version: {version}", control.read_text()))
    result = folder / f"qun_{version}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, result], check=True)
    return result


def give(system, inside, owner="qun"):
    """Makes somebody the owner of a folder and all that is in it."""
    system.run("chown", "-R", f"{owner}:{owner}", inside)


def test_the_scripts_have_no_faults():
    subprocess.run(["shellcheck", *SCRIPTS], check=True)


def test_the_unit_is_confined():
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=15", debian.UNIT]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout[-2000:]


def test_an_installed_package_is_ready_to_start(package, system, unit):
    system.install(package)
    assert system.state() == "install ok installed"
    assert system.owner(DATA) == ("qun", "qun", 0o700)
    assert system.owner(CONFIGURATION) == ("root", "qun", 0o640)
    assert system.path(WANTED).is_symlink()
    assert system.run("dpkg", "--verify", "qun").stdout == ""

    with unit.server(system) as server:
        with server.connect() as api:
            api.ok("create_group", {"Type": "Public", "Name": "first"})
        assert server.stop() == 0
    assert system.owner(f"{DATA}/qun.sqlite") == ("qun", "qun", 0o600)
    assert system.owner(f"{DATA}/app.json") == ("qun", "qun", 0o600)


def test_the_unit_learns_when_the_server_is_ready(package, system, unit):
    assert unit.settings["Type"] == "notify"
    system.install(package)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.settimeout(20)
        manager.bind(str(system.path("/run/manager")))
        system.path("/run/manager").chmod(0o666)
        server = unit.server(system)
        server.environment["NOTIFY_SOCKET"] = "/run/manager"
        with server:
            assert "READY=1" in manager.recv(4096).decode().splitlines()
            assert server.stop() == 0
        assert "STOPPING=1" in manager.recv(4096).decode().splitlines()


def test_configuring_again_changes_nothing(package, system):
    system.install(package)
    system.run("chmod", "0600", CONFIGURATION)
    before = system.path("/etc/passwd").read_text()
    for old in "", "0.1.0":
        system.run("/var/lib/dpkg/info/qun.postinst", "configure", old)
    system.install(package)
    assert system.path("/etc/passwd").read_text() == before
    assert system.path(WANTED).is_symlink()
    assert system.owner(DATA) == ("qun", "qun", 0o700)


def test_an_unknown_argument_is_refused(package, system):
    system.install(package)
    for script in "postinst", "postrm":
        assert system.run(f"/var/lib/dpkg/info/qun.{script}", "nonsense", check=False).returncode == 1


def test_an_upgrade_keeps_the_configuration_and_brings_up_the_data(package, system, unit, tmp_path):
    system.install(repacked(package, tmp_path, "0.1.0"))
    make_store(system.path(DATA))
    give(system, DATA)
    text = json.dumps({"data": DATA, "sdkappid": SDKAPPID, "secretKey": SECRET_KEY, "noTls": True})
    system.path(CONFIGURATION).write_text(text)
    system.path("/etc/default/qun").write_text("QUN_LOG_LEVEL=debug\n")

    said = system.install(package)
    assert "over (0.1.0)" in said
    assert system.path(CONFIGURATION).read_text() == text
    assert system.owner(CONFIGURATION) == ("root", "qun", 0o640)
    server = unit.server(system)
    del server.environment["QUN_TLS_PORT"]
    with server:
        assert server.ready["sdkappid"] == SDKAPPID
        with server.connect() as api:
            assert api.group("of-user7")["Name"] == "user7"
            assert api.ok("get_appid_group_list", {"Limit": 1})["TotalCount"] == GROUPS
        assert server.stop() == 0
    database = sqlite3.connect(f"file:{system.path(DATA)}/qun.sqlite?mode=ro", uri=True)
    assert database.execute("PRAGMA user_version").fetchone()[0] > 1
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    database.close()


def test_a_removed_package_leaves_data_that_a_later_one_finds(package, system, unit):
    system.install(package)
    with unit.server(system) as server:
        with server.connect() as api:
            group = api.ok("create_group", {"Type": "Public", "Name": "stays"})["GroupId"]
        app = server.ready["sdkappid"]
        server.stop()

    system.run("dpkg", "--remove", "qun")
    assert system.state() == "deinstall ok config-files"
    assert not system.path("/usr/bin/qun").exists()
    assert system.path(f"{DATA}/qun.sqlite").exists()
    assert system.path(CONFIGURATION).exists()

    system.install(package)
    assert system.path(WANTED).is_symlink()
    with unit.server(system) as server:
        assert server.ready["sdkappid"] == app
        with server.connect() as api:
            assert api.group(group)["Name"] == "stays"
        server.stop()


def test_a_purge_takes_the_data_and_the_configuration(package, system, unit):
    system.install(package)
    with unit.server(system) as server:
        server.stop()
    system.path("/etc/default/qun").write_text("QUN_LOG_LEVEL=debug\n")
    system.run("dpkg", "--purge", "qun")
    assert system.state() == ""
    for path in DATA, "/etc/qun", "/etc/default/qun", "/usr/bin/qun", WANTED, "/etc/systemd/system/qun.service":
        assert not system.path(path).is_symlink() and not system.path(path).exists(), path
    assert system.user("qun"), "the number of the user is given to nobody else"


def test_purging_twice_is_no_error(package, system):
    system.install(package)
    text = system.path("/var/lib/dpkg/info/qun.postrm").read_text()
    system.run("dpkg", "--purge", "qun")
    system.path("/tmp/postrm").write_text(text)
    for _ in range(2):
        system.run("/bin/sh", "/tmp/postrm", "purge")
