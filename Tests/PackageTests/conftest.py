"""Fixtures of the suite: the release files, and a Debian system in a folder to install them in."""

import os
import pathlib
import shutil
import tempfile

import pytest

import debian
from debian import BASE, PACKAGES, Debian


def pytest_configure():
    if os.geteuid() != 0:
        pytest.exit("the tests of packages change the root folder, which takes root", returncode=3)
    for path in PACKAGES / "SHA256SUMS", BASE / "etc" / "debian_version":
        if not path.exists():
            pytest.exit(f"there is no {path}: run scripts/test --package", returncode=3)


@pytest.fixture(scope="session")
def archive():
    (archive,) = PACKAGES.glob("qun-*-linux-*.tar.gz")
    return archive


@pytest.fixture(scope="session")
def package():
    (package,) = PACKAGES.glob("qun_*.deb")
    return package


@pytest.fixture
def system():
    """A fresh Debian system, without Qun and without Swift, beside the base that it shares files with."""
    root = pathlib.Path(tempfile.mkdtemp(prefix="debian-", dir=BASE.parent))
    root.chmod(0o755)
    yield Debian(root)
    shutil.rmtree(root)


@pytest.fixture
def unit():
    return debian.UnitFile(debian.UNIT)
