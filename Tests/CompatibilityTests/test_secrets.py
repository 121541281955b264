"""No level of the log shows a key or a signature: from the start through calls and refusals to the stop."""

import base64
import contextlib
import json
import re
import socket
import urllib.parse
import zlib

import pytest
from TLSSigAPIv2 import TLSSigAPIv2

import live_server
from conftest import SDKAPPID, SECRET_KEY

LEVELS = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
OTHER_KEY = "7d2f" * 16
COMMAND = "/v4/group_open_http_svc/get_group_info"


def unpack(usersig):
    """The JSON document inside a UserSig."""
    packed = usersig.translate(str.maketrans("*-_", "+/="))
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def spellings(secret):
    """A secret as it may stand in a text: as it is, percent-encoded, as JSON, as the hexadecimal digits of its bytes."""
    yield secret
    yield urllib.parse.quote(secret, safe="")
    yield json.dumps(secret)[1:-1].replace("/", "\\/")
    yield secret.encode().hex()


def forbidden(keys, signatures):
    """What must not be found: keys, signatures, their last parts, and what they sign with."""
    secrets = [*keys, *signatures, *(signature[-60:] for signature in signatures)]
    secrets += [key[:40] for key in keys]
    secrets += [unpack(signature)["TLS.sig"] for signature in signatures]
    return {spelling for secret in secrets for spelling in spellings(secret)}


def send_raw(address, data):
    """Sends bytes, reads whatever comes, and closes."""
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


def break_off(address, data):
    """Sends bytes and is gone."""
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(data)


def request(target, body=b"{}", *headers, method="POST"):
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def queries(signature):
    """Queries with a signature, right and wrong."""
    right = {"sdkappid": SDKAPPID, "identifier": "administrator", "usersig": signature, "random": 1, "contenttype": "json"}
    for changes in [
        {}, {"identifier": "someone-else"}, {"identifier": signature}, {"identifier": SECRET_KEY}, {"sdkappid": 7},
        {"sdkappid": signature}, {"usersig": signature + "x"}, {"usersig": signature[:-9]}, {"usersig": ""},
        {"random": signature}, {"contenttype": signature}, {"usersig": SECRET_KEY}, {signature: SECRET_KEY},
    ]:
        yield urllib.parse.urlencode({**right, **changes}, safe="*")


def targets(signature):
    """Request targets that hold a signature, each in another place."""
    for query in queries(signature):
        yield f"{COMMAND}?{query}"
    (good, *_) = queries(signature)
    for path in [
        f"{COMMAND}&{good}", f"{COMMAND}/{good}", f"{COMMAND}{signature}", f"/v4/group_open_http_svc/{signature}",
        f"/v4/{signature}/get_group_info", f"/v4/{SECRET_KEY}/{SECRET_KEY}", f"/{signature}", f"//{signature}",
        f"/v4/openim/{signature}?{good}", f"/v4/nobody_http_svc/x?{good}", f"/health/{signature}", f"/health?{good}",
        f"{COMMAND}?{good}&x=" + "y" * 9000, f"{COMMAND}?{good}%", f"{COMMAND}?{good}%FF", f"/?{good}", f"?{good}",
        f"http://{signature}/v4/x?{good}", f"{COMMAND}?{good}#{signature}",
    ]:
        yield path


def bodies(signature):
    """Bodies that hold a signature and a key, right, wrong and broken."""
    for secret in (signature, SECRET_KEY):
        for body in [
            {"GroupIdList": [secret]}, {"GroupIdList": secret}, {secret: 1}, {"GroupIdList": ["a"], "ResponseFilter": secret},
            {"GroupIdList": ["a"], "ResponseFilter": {"GroupBaseInfoFilter": [secret]}},
        ]:
            yield json.dumps(body).encode()
        yield f'{{"GroupIdList": ["{secret}"'.encode()
        yield f'{{"GroupIdList": ["{secret}"]}} {secret}'.encode()
        yield f"{secret}".encode()


def calls(secret):
    """Calls of other commands whose fields hold a secret."""
    return [
        ("portrait_get", {"To_Account": ["administrator"], "TagList": [secret]}),
        ("portrait_set", {"From_Account": "administrator", "ProfileItem": [{"Tag": secret, "Value": secret}]}),
        ("account_import", {"UserID": secret}),
        ("multiaccount_import", {"Accounts": [secret]}),
        ("create_group", {"Type": secret, "Name": secret, "GroupId": secret}),
        ("add_group_member", {"GroupId": secret, "MemberList": [{"Member_Account": secret}]}),
        ("send_group_msg", {"GroupId": secret, "Random": secret, "MsgBody": [{"MsgType": secret, "MsgContent": secret}]}),
        ("get_group_attr", {"GroupId": secret}),
    ]


def use(server, good, wrong):
    """Everything that a client may do with a signature, and may do wrong."""
    plain = urllib.parse.urlsplit(server.ready["http"])
    secure = urllib.parse.urlsplit(server.ready["https"])
    for signature in (good, wrong):
        for target in targets(signature):
            send_raw(plain, request(target))
            send_raw(plain, request(target, method="GET"))
        for body in bodies(signature):
            send_raw(plain, request(f"{COMMAND}?{next(queries(signature))}", body))
        with server.connect(usersig=signature) as connection:
            for secret in (signature, SECRET_KEY):
                for command, body in calls(secret):
                    connection.call(command, body)
        call = request(f"{COMMAND}?{next(queries(signature))}", b"{}")
        for data in [
            f"{signature}\r\n\r\n".encode(),
            f"POST {COMMAND}?{signature}\r\n\r\n".encode(),
            call + call + signature.encode(),
            request(f"{COMMAND}?{next(queries(signature))}", b"{}", "Upgrade: websocket", "Connection: Upgrade") + call,
            request(f"{COMMAND}?{next(queries(signature))}", b"{}", method="CONNECT") + call,
            request(COMMAND, b"{}", f"X-Signature: {signature}", f"{signature}: 1", f"Expect: {signature}"),
            request(COMMAND, b"{}", f"Transfer-Encoding: {signature}"),
            request(f"{COMMAND}?{signature}", b"{}", "X-Long: " + signature * 200),
            call[:-1],
            call[:60],
        ]:
            send_raw(plain, data)
            break_off(plain, data)
            with contextlib.suppress(OSError):
                send_raw(secure, data)


def assert_nothing_found(text, secrets, log_of):
    found = sorted(secret for secret in secrets if secret in text)
    assert not found, f"{log_of} shows {found[0]!r}: " + re.search(".{0,300}" + re.escape(found[0]), text).group()


@pytest.mark.parametrize("level", LEVELS)
def test_no_level_of_the_log_shows_a_secret(tmp_path, signer, level):
    good = signer.gen_sig("administrator")
    wrong = TLSSigAPIv2(SDKAPPID, OTHER_KEY).gen_sig("administrator")
    flags = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--log-level", level)
    with live_server.Server(tmp_path, *flags) as server:
        use(server, good, wrong)
        assert server.stop() == 0
        secrets = forbidden([SECRET_KEY, OTHER_KEY], [good, wrong, server.ready["usersig"]])
        assert_nothing_found(server.log, secrets, f"the log at {level}")


@pytest.mark.parametrize("level", LEVELS)
def test_the_key_of_an_app_that_the_server_made_is_not_shown(tmp_path, level):
    with live_server.Server(tmp_path, "--log-level", level) as server:
        key = json.loads((tmp_path / "app.json").read_text())["secretKey"]
        with server.connect() as connection:
            connection.ok("account_import", {"UserID": "someone"})
        assert server.stop() == 0
        assert_nothing_found(server.log, forbidden([key], [server.ready["usersig"]]), f"the log at {level}")


def test_a_key_in_a_configuration_that_is_refused_is_not_shown(tmp_path):
    configuration = tmp_path / "qun.json"
    key = {"secretKey": SECRET_KEY}
    for settings in [
        json.dumps({"apps": {"x": key}}),
        json.dumps({"apps": {"5": {"secretKey": [SECRET_KEY]}}}),
        json.dumps({"apps": {"5": {"secretkey": SECRET_KEY}}}),
        json.dumps({"apps": {"5": key}})[:-1],
        json.dumps({"apps": {"5": key}}) + SECRET_KEY,
        json.dumps({"apps": {"5": {**key, "admin": []}}, **key}),
    ]:
        configuration.write_text(settings)
        with pytest.raises(live_server.StartFailed) as failure:
            with live_server.Server(tmp_path / "data", "--config", configuration):
                pass
        assert failure.value.exit_code not in (0, None)
        assert_nothing_found(failure.value.log, forbidden([SECRET_KEY], []), f"the refusal of {settings}")
