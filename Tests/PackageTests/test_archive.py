"""The archive: what is in it, and that it starts where nothing of the toolchain is."""

import re
import subprocess
import tarfile

import pytest

import debian
from debian import PACKAGES, PROJECT, InstalledServer

# Libraries that a Debian system has, or that the packages of PostgreSQL's client and OpenSSL bring.
SYSTEM_LIBRARIES = {
    "libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "libpq.so.5", "libcrypto.so.3", "libssl.so.3",
    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
}


@pytest.fixture(scope="module")
def unpacked(archive, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="tar")
    (top,) = folder.iterdir()
    return top


def headers(file):
    return subprocess.run(["readelf", "--wide", "--dynamic", "--section-headers", file], check=True, capture_output=True, text=True).stdout


def test_sums_are_those_of_the_files():
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=PACKAGES, check=True)


def test_names_have_the_version(unpacked, archive, package):
    version = re.search(r'version = "(.+)"', (PROJECT / "Sources/qun/Qun.swift").read_text())[1]
    assert archive.name.startswith(f"qun-{version}-linux-")
    assert unpacked.name == archive.name.removesuffix(".tar.gz")
    assert package.name.startswith(f"qun_{version}_")


def test_one_executable_and_what_goes_with_it(unpacked):
    files = {str(path.relative_to(unpacked)): path.stat().st_mode & 0o777 for path in unpacked.rglob("*") if path.is_file()}
    texts = {
        "LICENSE", "README.md", "README.zh-CN.md", "qun.1", "qun.service", "completions/_qun", "completions/qun.bash",
        "completions/qun.fish",
    }
    assert files == {"qun": 0o755} | {name: 0o644 for name in texts}


def test_the_executable_is_stripped_and_needs_the_system_only(unpacked):
    found = headers(unpacked / "qun")
    assert ".symtab" not in found
    assert ".debug_info" not in found
    needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", found))
    assert needed <= SYSTEM_LIBRARIES, "SQLite and Swift are linked in"
    assert "/opt" not in "".join(re.findall(r"\((?:RUNPATH|RPATH)\).*", found))


def test_it_starts_without_a_toolchain(unpacked, system):
    assert not [*system.root.rglob("libswift*"), *system.root.rglob("libFoundation*"), *system.root.rglob("libsqlite3*")]
    home = system.path("/srv/qun")
    subprocess.run(["cp", "-a", unpacked, home], check=True)
    system.run("install", "-d", "-o", "nobody", "/srv/data")
    command = ["/srv/qun/qun", "serve", "--demo", "--data", "/srv/data"]
    with InstalledServer(system, command, user="nobody") as server:
        with server.connect(secure=False) as api:
            answer = api.ok("get_group_info", {"GroupIdList": ["@TGS#2J4SZEAEL"]})
        assert server.stop() == 0
    assert answer["GroupInfo"][0]["Name"]


def test_each_subcommand_is_in_the_manual_and_completed(unpacked):
    help_text = subprocess.run([unpacked / "qun", "help"], check=True, capture_output=True, text=True).stdout
    names = re.findall(r"(?m)^  ([a-z]+)  ", help_text[help_text.index("SUBCOMMANDS") :])
    assert {"serve", "ready", "version"} <= set(names)
    manual = (unpacked / "qun.1").read_text()
    for name in names:
        assert re.search(rf"(?m)^\.It Em {name}$", manual), name
        for shell in "_qun", "qun.bash", "qun.fish":
            assert re.search(rf"\b{name}\b", (unpacked / "completions" / shell).read_text()), (shell, name)


def test_each_flag_of_the_server_is_in_the_manual(unpacked):
    help_text = subprocess.run([unpacked / "qun", "serve", "--help"], check=True, capture_output=True, text=True).stdout
    flags = set(re.findall(r"(?m)^  --([a-z-]+)", help_text))
    assert {"port", "data", "config"} <= flags
    manual = (unpacked / "qun.1").read_text().replace("\\-", "-")
    assert [flag for flag in sorted(flags) if f"-{flag}" not in manual] == []


def test_bash_completes_a_subcommand(unpacked):
    script = """
        source "$1"
        COMP_WORDS=(qun ser) COMP_CWORD=1 COMP_LINE='qun ser' COMP_POINT=7 COMP_TYPE=9
        function=$(complete -p qun | sed -E 's/.*-F ([^ ]+).*/\\1/')
        "$function" qun ser qun
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    arguments = ["bash", "-c", script, "bash", str(unpacked / "completions" / "qun.bash")]
    answer = subprocess.run(arguments, check=True, capture_output=True, text=True, env={"PATH": f"{unpacked}:{debian.PATH}"})
    assert answer.stdout.split() == ["serve"]
