"""How public receivers read a request; each habit fails where such a receiver would refuse or misunderstand.

They are the ways of receivers in PHP (arrays of `json_decode`), Go (`json.Unmarshal` into structs, frameworks that bind
by Content-Type) and Java (`getParameter`, maps with casts, classes by Jackson or Gson), and what the reference advises.
"""

import hashlib
import hmac
import ipaddress
import json

CLOCK_DIFFERENCE_SECONDS = 60

# what a Go receiver's one struct for all events has, by the kind of its fields
GO_STRINGS = {
    "CallbackCommand", "GroupId", "Operator_Account", "Owner_Account", "Type", "Name", "Requestor_Account", "JoinType",
    "ExitType", "From_Account", "Introduction", "Notification", "FaceUrl", "CloudCustomData", "TopicId", "MsgId",
}
GO_INTEGERS = {"Random", "MsgSeq", "MsgTime", "OnlineOnlyFlag", "CreateGroupNum", "EventTime", "ErrorCode", "Seq"}
GO_LISTS_OF_ACCOUNTS = {
    "MemberList", "DestinationMembers", "NewMemberList", "ExitMemberList", "ReadReceiptMembers",
}
# what Java receivers cast to Integer, which has 32 bits
JAVA_INTEGERS = {"MsgSeq", "MsgTime", "OnlineOnlyFlag", "CreateGroupNum", "ErrorCode"}


class Unreadable(AssertionError):
    """A request that some receiver does not take."""


def _require(holds, what):
    if not holds:
        raise Unreadable(what)


def framing(request):
    """Frameworks choose how to read a body by its Content-Type, and simple ones read as much as Content-Length says."""
    _require(request.method == "POST", f"the method is {request.method}")
    types = request.headers.get_all("Content-Type") or []
    _require(len(types) == 1, f"Content-Type: {types}")
    media_type, _, parameters = types[0].partition(";")
    _require(media_type.strip().lower() == "application/json", f"Content-Type: {types}")
    _require(parameters.strip().lower() in ("", "charset=utf-8"), f"Content-Type: {types}")
    lengths = request.headers.get_all("Content-Length") or []
    _require(lengths == [str(len(request.body))], f"Content-Length: {lengths}")
    _require("Transfer-Encoding" not in request.headers, "the body is chunked")
    _require("Content-Encoding" not in request.headers, "the body is compressed")
    _require("Expect" not in request.headers, "the client waits for leave to send")
    _require(request.headers.get("Host"), "Host is missing")


def query(request, sdkappid):
    """Receivers read the query as a form, and refuse another app's events."""
    values = request.query
    for name in ("SdkAppid", "CallbackCommand", "contenttype", "ClientIP", "OptPlatform"):
        _require(len(values.get(name, [])) == 1, f"{name} is not there once: {request.target}")
    _require(values["SdkAppid"][0] == str(sdkappid), f"SdkAppid {values['SdkAppid']}")
    _require(values["contenttype"][0] == "json", f"contenttype {values['contenttype']}")
    _require(values["OptPlatform"][0] == "RESTAPI", f"OptPlatform {values['OptPlatform']}")
    try:
        ipaddress.ip_address(values["ClientIP"][0])
    except ValueError:
        raise Unreadable(f"ClientIP {values['ClientIP']}") from None
    _require(
        len({name.lower() for name in values}) == len(values), f"a parameter is there twice: {request.target}")


def command_comes_first(request):
    """Receivers that branch before they parse look into the query, others for the first field of the body."""
    text = request.body.decode()
    _require(text.startswith('{"CallbackCommand":"'), f"the body does not begin with CallbackCommand: {text[:40]}")
    _require(
        request.query["CallbackCommand"] == [json.loads(text)["CallbackCommand"]], "query and body differ in command")


def php_arrays(request):
    """`json_decode` to arrays: a key that comes again would be lost, a number beyond 63 bits becomes a float."""

    def no_key_twice(pairs):
        keys = [key for key, _ in pairs]
        _require(len(set(keys)) == len(keys), f"a key is there twice: {keys}")
        _require("" not in keys, "a key is empty")
        return dict(pairs)

    event = json.loads(request.body.decode("utf-8"), object_pairs_hook=no_key_twice)
    for place, value in _values(event):
        _require(value is not None, f"{place} is null")
        if type(value) is int:
            _require(-(2**63) <= value < 2**63, f"{place} has more than 63 bits")


def go_structs(request):
    """A struct takes a value of its field's type only, and keys whatever their case."""
    event = json.loads(request.body)
    for place, value in _objects(event):
        folded = [key.lower() for key in value]
        _require(len(set(folded)) == len(folded), f"keys of {place or 'the body'} differ by case only")
    _go_fields(event, GO_STRINGS, GO_INTEGERS)
    for element in event.get("MsgBody", []):
        _require(isinstance(element.get("MsgType"), str), "MsgType is no string")
        _require(isinstance(element.get("MsgContent"), dict), "MsgContent is no object")
    for pair in event.get("UserDefinedDataList", []):
        _go_fields(pair, {"Key", "Value"}, set())


def _go_fields(event, strings, integers):
    for name, value in event.items():
        if name in strings:
            _require(isinstance(value, str), f"{name} is no string: {value!r}")
        elif name in integers:
            _require(type(value) is int, f"{name} is no number: {value!r}")
        elif name in GO_LISTS_OF_ACCOUNTS:
            _require(isinstance(value, list), f"{name} is no list")
            for element in value:
                _require(
                    isinstance(element, dict) and isinstance(element.get("Member_Account"), str),
                    f"{name} holds something else than accounts: {element!r}")


def java_casts(request):
    """A map whose values are cast: to String, and to Integer, which has 32 bits and is never a decimal number."""
    event = json.loads(request.body)
    for name in GO_STRINGS & set(event):
        _require(isinstance(event[name], str), f"{name} cannot be cast to String")
    for name in JAVA_INTEGERS & set(event):
        _require(
            type(event[name]) is int and -(2**31) <= event[name] < 2**31, f"{name} cannot be cast to Integer")


def lines(request):
    """A body that is read line by line and put together without the ends of lines."""
    _require(not any(end in request.body for end in b"\r\n"), "the body has lines")
    _require(not request.body.startswith(b"\xef\xbb\xbf"), "the body begins with a byte order mark")


def signature(request, token, now=None):
    """What the reference advises: the hash of token and time, and a time that is not a minute away."""
    values = request.query
    for name in ("Sign", "RequestTime"):
        _require(len(values.get(name, [])) == 1, f"{name} is not there once: {request.target}")
    (sign,), (moment,) = values["Sign"], values["RequestTime"]
    expected = hashlib.sha256((token + moment).encode()).hexdigest()
    _require(hmac.compare_digest(sign, expected), f"Sign {sign}")
    now = request.time if now is None else now
    _require(
        moment.isascii() and moment.isdigit() and abs(now - int(moment)) < CLOCK_DIFFERENCE_SECONDS,
        f"RequestTime {moment} at {now}")


def no_signature(request):
    """Without a token there is nothing to check."""
    _require(not {"Sign", "RequestTime"} & set(request.query), f"there is a signature: {request.target}")


def check(request, sdkappid, token=None):
    """All habits."""
    framing(request)
    query(request, sdkappid)
    command_comes_first(request)
    php_arrays(request)
    go_structs(request)
    java_casts(request)
    lines(request)
    if token is None:
        no_signature(request)
    else:
        signature(request, token)


class Deduplication:
    """What came before is known by the hash of its body, so two events must differ and a repetition must not."""

    def __init__(self):
        self._hashes = set()

    def is_new(self, request):
        digest = hashlib.sha256(request.body).digest()
        is_new = digest not in self._hashes
        self._hashes.add(digest)
        return is_new


def _values(value, place=""):
    """Every value with its place."""
    yield place, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _values(member, f"{place}.{key}")
    elif isinstance(value, list):
        for number, element in enumerate(value):
            yield from _values(element, f"{place}[{number}]")


def _objects(value):
    return ((place, found) for place, found in _values(value) if isinstance(found, dict))
