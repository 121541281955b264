"""Python's own `ssl` against the certificate that the server made for itself."""

import socket
import ssl
import urllib.parse

import pytest

import live_server

HOSTS = [
    "localhost",
    "127.0.0.1",
    "::1",
    "console.tim.qq.com",
    "adminapi.my-imcloud.com",
    "adminapisgp.im.qcloud.com",
    "adminapisgp.my-imcloud.com",
    "adminapikr.im.qcloud.com",
    "adminapikr.my-imcloud.com",
    "adminapijpn.im.qcloud.com",
    "adminapijpn.my-imcloud.com",
    "adminapiger.im.qcloud.com",
    "adminapiger.my-imcloud.com",
    "adminapiusa.im.qcloud.com",
    "adminapiusa.my-imcloud.com",
    "adminapiidn.im.qcloud.com",
    "adminapiidn.my-imcloud.com",
    "adminapiind.im.qcloud.com",
    "adminapiind.my-imcloud.com",
    "adminapiksa.im.qcloud.com",
    "adminapiksa.my-imcloud.com",
]


def handshake(server, host, context):
    """Connects to the server as if it were `host`; returns the TLS version."""
    port = urllib.parse.urlsplit(server.ready["https"]).port
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        with context.wrap_socket(plain, server_hostname=host) as secure:
            return secure.version()


@pytest.mark.parametrize("host", HOSTS)
def test_certificate_is_good_for_the_host(server, host):
    context = ssl.create_default_context(cafile=server.ready["ca"])
    assert handshake(server, host, context) in ("TLSv1.2", "TLSv1.3")


def test_certificate_satisfies_strict_checks(server):
    context = ssl.create_default_context(cafile=server.ready["ca"])
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    assert handshake(server, "console.tim.qq.com", context)


def test_certificate_is_not_good_for_another_host(server):
    context = ssl.create_default_context(cafile=server.ready["ca"])
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(server, "example.net", context)


def test_certificate_is_not_good_without_its_ca(server):
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(server, "console.tim.qq.com", ssl.create_default_context())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_protocol_versions_are_refused(server):
    context = ssl.create_default_context(cafile=server.ready["ca"])
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, OSError)):
        handshake(server, "console.tim.qq.com", context)


def test_calls_over_tls(server, make_group):
    group = make_group(Name="Over TLS")
    with server.connect(secure=True) as secure:
        assert secure.group(group, GroupBaseInfoFilter=["Name"])["Name"] == "Over TLS"


def test_certificate_that_cannot_be_used_keeps_the_store_closed(tmp_path):
    flags = ("--tls-certificate", tmp_path / "none.pem", "--tls-key", tmp_path / "none.key")
    with pytest.raises(live_server.StartFailed) as failure:
        with live_server.Server(tmp_path / "data", *flags):
            pass
    assert "none.pem" in failure.value.log
    assert not (tmp_path / "data").exists()
