"""The suite's receiver of webhooks, its habits and its table of events: they take what is right, and nothing else."""

import hashlib
import http.client
import json
import pathlib
import socket
import ssl
import threading
import time

import pytest

import webhook_events
import webhook_habits
from webhook_receiver import ALLOWED, CUT_OFF, FAILED, GARBAGE, NO_HTTP, Answer, Receiver, Request, coded

SDKAPPID = 1400777001
TOKEN = "a token"

FULL = {"CallbackCommand": "Group.CallbackAfterGroupFull", "GroupId": "@TGS#2HARBOR77", "EventTime": 1766401300000}
SENT = {
    "CallbackCommand": "Group.CallbackAfterSendMsg", "GroupId": "@TGS#2HARBOR77", "Type": "Public",
    "From_Account": "mira", "Operator_Account": "administrator", "Random": 2184401937, "MsgSeq": 318,
    "MsgTime": 1766401122, "OnlineOnlyFlag": 0,
    "MsgBody": [{"MsgType": "TIMTextElem", "MsgContent": {"Text": "pier 4"}}], "MsgId": "7-1766401122-2184401937",
    "EventTime": 1766401122061,
}


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def post(receiver, event=FULL, tls=None):
    """Sends an event; returns the status and the answer, or the exception of a client without one."""
    kind = http.client.HTTPConnection if tls is None else http.client.HTTPSConnection
    connection = kind("localhost", receiver.port, timeout=20, **({} if tls is None else {"context": tls}))
    try:
        connection.request("POST", "/?SdkAppid=1", json.dumps(event), {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        return error
    finally:
        connection.close()


# the receiver


def test_requests_are_kept_in_order_and_found(receiver):
    for number in range(3):
        assert post(receiver, {**FULL, "EventTime": number}) == (200, ALLOWED.content)
    post(receiver, {**FULL, "GroupId": "another"})
    requests = receiver.wait(FULL["CallbackCommand"], 3, GroupId="@TGS#2HARBOR77")
    assert [request.event["EventTime"] for request in requests] == [0, 1, 2]
    (request,) = receiver.of(FULL["CallbackCommand"], GroupId="another")
    # noted once the answer has gone
    receiver.wait_until(lambda: request.status is not None)
    assert (request.method, request.query, request.status) == ("POST", {"SdkAppid": ["1"]}, 200)
    assert receiver.of("Group.CallbackAfterSendMsg") == []
    receiver.forget()
    assert receiver.requests == []


def test_connections_are_kept(receiver):
    connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=20)
    for _ in range(3):
        connection.request("POST", "/", json.dumps(FULL))
        assert connection.getresponse().read() == ALLOWED.content
    connection.close()
    post(receiver)
    assert [request.connection for request in receiver.requests] == [1, 1, 1, 2]


def test_answers_are_what_a_test_says(receiver):
    receiver.answering = lambda request: coded(10150, "no", Asked=request.command)
    status, answer = post(receiver)
    assert (status, json.loads(answer)) == (
        200, {"ActionStatus": "OK", "ErrorCode": 10150, "ErrorInfo": "no", "Asked": FULL["CallbackCommand"]})
    receiver.answering = FAILED
    assert post(receiver)[0] == 500
    receiver.answering = GARBAGE
    assert post(receiver) == (200, b"<html>Bad gateway</html>")
    receiver.answering = NO_HTTP
    assert isinstance(post(receiver), http.client.HTTPException)
    receiver.answering = CUT_OFF
    assert isinstance(post(receiver), http.client.RemoteDisconnected)
    assert [request.status for request in receiver.requests] == [200, 500, 200, None, None]


def test_request_that_breaks_off_is_none(receiver):
    with socket.create_connection(("127.0.0.1", receiver.port), timeout=20) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert receiver.requests == []


def test_answer_that_is_late(receiver):
    receiver.answering = Answer(delay=0.05)
    start = time.monotonic()
    assert post(receiver)[0] == 200
    assert time.monotonic() - start >= 0.05


def test_receiver_that_stops_cuts_off_and_comes_back_on_its_port(receiver):
    receiver.answering = Answer(delay=600)
    results = []
    waiting = threading.Thread(target=lambda: results.append(post(receiver)))
    waiting.start()
    receiver.wait(FULL["CallbackCommand"])
    url = receiver.url
    receiver.stop()
    waiting.join(20)
    assert isinstance(results[0], (OSError, http.client.HTTPException))
    assert isinstance(post(receiver), ConnectionRefusedError)
    receiver.start()
    receiver.answering = ALLOWED
    assert (receiver.url, post(receiver)[0]) == (url, 200)
    assert len(receiver.requests) == 2


def test_receiver_over_tls(server):
    folder = pathlib.Path(server.ready["ca"]).parent
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "server.pem", folder / "server-key.pem")
    with Receiver(tls) as receiver:
        assert receiver.url.startswith("https://")
        assert post(receiver, tls=ssl.create_default_context(cafile=server.ready["ca"]))[0] == 200
        assert isinstance(post(receiver, tls=ssl.create_default_context()), ssl.SSLError)


# the habits


def request_of(event=FULL, *, token=TOKEN, age=0, target=None, body=None, drop=(), **headers):
    """A request as it should be, but for what a keyword says."""
    body = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode() if body is None else body
    now = 1_766_400_000
    moment = now - age
    sign = hashlib.sha256(f"{token}{moment}".encode()).hexdigest()
    command = event["CallbackCommand"]
    target = target or (
        f"/hook?SdkAppid={SDKAPPID}&CallbackCommand={command}&contenttype=json&ClientIP=127.0.0.1&OptPlatform=RESTAPI"
        + (f"&Sign={sign}&RequestTime={moment}" if token else ""))
    fields = {
        "Host": "127.0.0.1", "Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    kept = http.client.HTTPMessage()
    for name, value in fields.items():
        if name not in drop:
            kept[name] = value
    return Request("POST", target, kept, body, now, 1)


def target_with(**values):
    parameters = {
        "SdkAppid": SDKAPPID, "CallbackCommand": FULL["CallbackCommand"], "contenttype": "json",
        "ClientIP": "127.0.0.1", "OptPlatform": "RESTAPI", **values,
    }
    return "/?" + "&".join(f"{name}={value}" for name, value in parameters.items() if value is not None)


@pytest.mark.parametrize("event", [FULL, SENT, {**SENT, "MsgBody": [{"MsgType": "TIMCustomElem", "MsgContent": {}}]}])
def test_good_request_has_every_habit(event):
    webhook_habits.check(request_of(event), SDKAPPID, TOKEN)
    webhook_habits.check(request_of(event, token=None), SDKAPPID)
    webhook_habits.check(request_of(event, age=59), SDKAPPID, TOKEN)


BAD_REQUESTS = {
    "another app": request_of(token=None, target=target_with(SdkAppid=1)),
    "no app": request_of(token=None, target=target_with(SdkAppid=None)),
    "the name of the app in another case": request_of(token=None, target=target_with(SdkAppid=None, SdkAppId=SDKAPPID)),
    "another platform": request_of(token=None, target=target_with(OptPlatform="RestAPI")),
    "no platform": request_of(token=None, target=target_with(OptPlatform=None)),
    "content type in capitals": request_of(token=None, target=target_with(contenttype="JSON")),
    "an address that is none": request_of(token=None, target=target_with(ClientIP="localhost")),
    "another command in the query": request_of(token=None, target=target_with(CallbackCommand="Group.X")),
    "a parameter twice": request_of(token=None, target=target_with() + "&SdkAppid=1"),
    "a command that does not come first": request_of(token=None, body=json.dumps(
        {"GroupId": "a", "CallbackCommand": FULL["CallbackCommand"]}, separators=(",", ":")).encode()),
    "a body with lines": request_of(token=None, body=json.dumps(FULL, indent=1).encode()),
    "a byte order mark": request_of(token=None, body="\ufeff".encode() + json.dumps(FULL).encode()),
    "a key twice": request_of(
        token=None, body=b'{"CallbackCommand":"Group.CallbackAfterGroupFull","GroupId":"a","GroupId":"b"}'),
    "keys that differ by case": request_of({**FULL, "groupid": "a"}, token=None),
    "null": request_of({**FULL, "GroupId": None}, token=None),
    "a number in quotes": request_of({**FULL, "EventTime": "1766401300000"}, token=None),
    "a name as a number": request_of({**FULL, "GroupId": 5}, token=None),
    "a number with a fraction": request_of({**SENT, "MsgTime": 1.5}, token=None),
    "a seq that an Integer does not hold": request_of({**SENT, "MsgSeq": 2**31}, token=None),
    "a number of more than 63 bits": request_of({**FULL, "EventTime": 2**63}, token=None),
    "an account that is a string": request_of({**FULL, "MemberList": ["mira"]}, token=None),
    "another content type": request_of(token=None, Content_Type="application/x-www-form-urlencoded"),
    "no content type": request_of(token=None, drop=["Content-Type"]),
    "no length": request_of(token=None, drop=["Content-Length"], Transfer_Encoding="chunked"),
    "a body in pieces": request_of(token=None, Transfer_Encoding="chunked"),
    "a signature where none is expected": request_of(),
}


@pytest.mark.parametrize("bad", BAD_REQUESTS)
def test_bad_request_lacks_a_habit(bad):
    with pytest.raises((webhook_habits.Unreadable, ValueError)):
        webhook_habits.check(BAD_REQUESTS[bad], SDKAPPID)


BAD_SIGNATURES = {
    "none": request_of(token=None),
    "another token's": request_of(token="another token"),
    "an old one": request_of(age=61),
    "one from the future": request_of(age=-61),
    "one in capitals": request_of(token=None, target=target_with(
        Sign=hashlib.sha256(f"{TOKEN}1766400000".encode()).hexdigest().upper(), RequestTime=1766400000)),
    "one without its time": request_of(token=None, target=target_with(Sign="a" * 64)),
}


@pytest.mark.parametrize("bad", BAD_SIGNATURES)
def test_bad_signature_is_refused(bad):
    with pytest.raises(webhook_habits.Unreadable):
        webhook_habits.signature(BAD_SIGNATURES[bad], TOKEN)


def test_signature_of_the_reference():
    target = target_with(
        Sign="17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061", RequestTime=1669872112)
    webhook_habits.signature(request_of(token=None, target=target), "xxxxyyyy", now=1669872112)


def test_repetition_is_known_by_its_hash():
    deduplication = webhook_habits.Deduplication()
    assert deduplication.is_new(request_of(FULL))
    assert not deduplication.is_new(request_of(FULL, age=5))
    assert deduplication.is_new(request_of({**FULL, "EventTime": 1}))


# the table


GOOD_EVENTS = [
    FULL,
    SENT,
    {**{name: value for name, value in SENT.items() if name != "EventTime"}, "TopicId": "t", "EventTime": 1},
    {"CallbackCommand": "Group.CallbackAfterTopicDestroyed", "GroupId": "g", "Type": "Community", "TopicIdList": ["t"]},
    {
        "CallbackCommand": "Group.CallbackAfterGroupInfoChanged", "GroupId": "g", "Type": "Public",
        "Operator_Account": "administrator", "Notification": "", "EventTime": 1,
    },
    {
        "CallbackCommand": "Group.CallbackAfterCreateGroup", "GroupId": "g", "Operator_Account": "a",
        "Owner_Account": "", "Type": "Public", "Name": "n", "MemberList": [{"Member_Account": "b"}],
        "UserDefinedDataList": [{"Key": "dock", "Value": "4"}], "EventTime": 1,
    },
]


@pytest.mark.parametrize("event", GOOD_EVENTS, ids=lambda event: event["CallbackCommand"])
def test_table_takes_what_is_right(event):
    assert webhook_events.check_body(json.dumps(event)) == event


BAD_EVENTS = {
    "no field at the end": {name: value for name, value in FULL.items() if name != "EventTime"},
    "a further field": {**FULL, "Type": "Public"},
    "another order": {name: FULL[name] for name in ("CallbackCommand", "EventTime", "GroupId")},
    "a string for a number": {**FULL, "EventTime": "1"},
    "a boolean for a number": {**SENT, "OnlineOnlyFlag": False},
    "a type that is none": {**SENT, "Type": "public"},
    "an empty message": {**SENT, "MsgBody": []},
    "an unknown command": {**FULL, "CallbackCommand": "Group.CallbackAfterMemberInfoChanged"},
    "an event time where there is none": {**GOOD_EVENTS[3], "EventTime": 1},
    "accounts as strings": {**GOOD_EVENTS[5], "MemberList": ["b"]},
    "an empty list that should be absent": {**GOOD_EVENTS[5], "UserDefinedDataList": []},
}


@pytest.mark.parametrize("bad", BAD_EVENTS)
def test_table_takes_nothing_else(bad):
    with pytest.raises(webhook_events.Wrong):
        webhook_events.check_body(json.dumps(BAD_EVENTS[bad]))
