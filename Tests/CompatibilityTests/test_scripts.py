"""What scripts say where they cannot go on, and while they work."""

import os
import pathlib
import shutil
import subprocess

import pytest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ["bash", "sed", "awk", "id", "uname", "cat", "head", "sort", "dirname", "getconf", "apt-get"]


@pytest.fixture
def tools(tmp_path):
    """A folder with what scripts use, and no Swift in it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return folder


def run(tools, *arguments, **options):
    return subprocess.run(
        [str(tools / "bash"), *arguments],
        cwd=PROJECT, env={"PATH": str(tools), "HOME": os.environ.get("HOME", "/")}, capture_output=True, text=True, timeout=60,
        **options,
    )


def test_without_swift_run_says_how_to_install_it(tools):
    (tools / "apt-get").unlink(missing_ok=True)
    (tools / "apt-get").write_text("#!/bin/sh\nexit 1\n")
    (tools / "apt-get").chmod(0o755)
    ended = run(tools, "scripts/run", "--ephemeral")
    assert ended.returncode == 1
    assert "swift is not in PATH. Qun needs Swift 6.2 or later." in ended.stderr
    for line in ["apt-get install -y ca-certificates", "libpq-dev", "./swiftly init"]:
        assert line in ended.stderr


def test_without_apt_run_says_where_that_is_told(tools):
    (tools / "apt-get").unlink(missing_ok=True)
    ended = run(tools, "scripts/run")
    assert ended.returncode == 1
    assert "https://swift.org/install" in ended.stderr


@pytest.mark.parametrize(("version", "accepted"), [("5.10.1", False), ("6.1.3", False), ("6.2", True), ("6.10", True)])
def test_an_older_swift_is_refused(tools, version, accepted):
    swift = tools / "swift"
    swift.write_text(f"#!/bin/sh\necho 'Swift version {version} (swift-{version}-RELEASE)'\n")
    swift.chmod(0o755)
    ended = run(tools, "-c", "source scripts/environment.sh; need_swift")
    assert (ended.returncode == 0) == accepted, ended.stderr
    assert accepted or f"the Swift in PATH is {version}" in ended.stderr


def test_progress_is_a_line_now_and_then_and_all_else_is_passed_on(tools):
    said = "".join(f"[{number}/9] Compiling it\n" for number in range(9)) + "warning: w\nerror: e\n"
    rarely = run(tools, "-c", "source scripts/environment.sh; thin_progress", input=said)
    assert rarely.stdout.splitlines() == ["warning: w", "error: e"]
    always = run(tools, "-c", "source scripts/environment.sh; progress_seconds=0; thin_progress", input=said)
    assert len(always.stderr.splitlines()) == 9


def test_a_build_that_fails_is_told(tools):
    swift = tools / "swift"
    swift.write_text("#!/bin/sh\necho '[1/2] Compiling it'\necho 'error: wrong'\nexit 1\n")
    swift.chmod(0o755)
    ended = run(tools, "-c", "set -euo pipefail; source scripts/environment.sh; build_qun debug")
    assert ended.returncode == 1
    assert "error: wrong" in ended.stderr and "the build failed" in ended.stderr
