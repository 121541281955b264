"""Texts of every kind come back byte for byte, and limits count bytes of UTF-8."""

import json

import pytest

TEXTS = {
    "ascii": "plain text",
    "space": " \t leading and trailing \r\n",
    "json": "\"quoted\" \\ back / slash </script> \u2028\u2029",
    "nul": "abc\u0000\u0001",
    "only-nul": "\u0000",
    "nul-between": "\u0000a\u0000\u0000b\u0000",
    "control": "".join(map(chr, range(32))) + "\u007f\u0080\u009f",
    "latin": "".join(map(chr, range(0xA0, 0x100)))[:30],
    "cjk": "群组成员自定义字段",
    "cjk-rare": "𠮷野家𪚥",
    "composed": "é Å 한",
    "decomposed": "e\u0301 A\u030a \u1112\u1161\u11ab",
    "marks": "Z\u0351\u036b\u0343a\u030a\u0302",
    "emoji": "😀🐧🧑‍🚀",
    "emoji-joined": "👨‍👩‍👧‍👦 🏳️‍🌈",
    "flags": "🇨🇳🇸🇬🇰🇷",
    "right-to-left": "שלום \u202emixed\u202c",
    "invisible": "\ufeff\u200b\u200d\u2060",
    "edges": "\ud7ff\ue000\ufffd\uffff\U00010000\U0010ffff",
}

# Equal for a reader and for Unicode's canonical equivalence, and yet different texts.
TWINS = [("é", "e\u0301"), ("Å", "\u212b"), ("한", "\u1112\u1161\u11ab"), ("ế", "e\u0302\u0301"), ("豈", "\uf900")]

GROUP_VALUE_BYTES = 512
MEMBER_VALUE_BYTES = 64


def of_bytes(count, unit):
    """A text of exactly `count` bytes made of `unit`, filled up with ASCII at its end."""
    size = len(unit.encode())
    return unit * (count // size) + "." * (count % size)


def field(value, key="value"):
    return [{"Key": key, "Value": value}]


@pytest.fixture
def group(make_group):
    return make_group()


@pytest.fixture
def member(accounts, api, group):
    """A member of the group."""
    (account,) = accounts(1)
    api.ok("add_group_member", {"GroupId": group, "MemberList": [{"Member_Account": account}]})
    return account


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
class TestRoundTrip:
    def test_group_value(self, api, group, text):
        api.ok("modify_group_base_info", {"GroupId": group, "AppDefinedData": field(text)})
        assert api.group(group)["AppDefinedData"] == field(text)

    def test_group_value_of_create_group_in_a_filtered_answer(self, api, make_group, text):
        group = make_group(AppDefinedData=field(text))
        assert api.group(group, AppDefinedDataFilter_Group=["value"])["AppDefinedData"] == field(text)

    def test_member_value(self, api, group, member, text):
        value = text.encode()[:MEMBER_VALUE_BYTES].decode(errors="ignore")
        body = {"GroupId": group, "Member_Account": member, "AppMemberDefinedData": field(value)}
        api.ok("modify_group_member_info", body)
        assert api.members(group)[member]["AppMemberDefinedData"] == field(value)

    def test_request_in_raw_utf8_and_in_escapes_is_the_same(self, api, group, text):
        for number, escaped in enumerate((True, False)):
            body = {"GroupId": group, "AppDefinedData": field(text, f"value{number}")}
            api.call_bytes("modify_group_base_info", json.dumps(body, ensure_ascii=escaped).encode())
        assert api.group(group)["AppDefinedData"] == field(text, "value0") + field(text, "value1")

    def test_profile_texts(self, api, group, text):
        if "\0" in text:
            assert api.code("modify_group_base_info", {"GroupId": group, "Name": text}) == 10004
            return
        texts = {"Name": text, "Introduction": text, "Notification": text, "FaceUrl": text}
        api.ok("modify_group_base_info", {"GroupId": group, **texts})
        found = api.group(group)
        assert {key: found[key] for key in texts} == texts


@pytest.mark.parametrize(("composed", "decomposed"), TWINS, ids=[ascii(pair[1]) for pair in TWINS])
class TestTwins:
    def test_values_stay_distinct(self, api, group, composed, decomposed):
        both = field(composed, "a") + field(decomposed, "b")
        api.ok("modify_group_base_info", {"GroupId": group, "AppDefinedData": both})
        assert api.group(group)["AppDefinedData"] == both

    def test_one_can_replace_the_other(self, api, group, composed, decomposed):
        for text in (composed, decomposed, composed):
            api.ok("modify_group_base_info", {"GroupId": group, "Name": text, "AppDefinedData": field(text)})
            found = api.group(group)
            assert (found["Name"], found["AppDefinedData"]) == (text, field(text))


@pytest.mark.parametrize("unit", ["a", "é", "群", "😀", "\u0000", "e\u0301"], ids=ascii)
class TestLimitsCountBytes:
    def test_group_value(self, api, group, unit):
        full = of_bytes(GROUP_VALUE_BYTES, unit)
        api.ok("modify_group_base_info", {"GroupId": group, "AppDefinedData": field(full)})
        longer = {"GroupId": group, "AppDefinedData": field(full + ".")}
        assert api.code("modify_group_base_info", longer) == 10004
        assert api.group(group)["AppDefinedData"] == field(full)

    def test_member_value(self, api, group, member, unit):
        full = of_bytes(MEMBER_VALUE_BYTES, unit)
        body = {"GroupId": group, "Member_Account": member}
        api.ok("modify_group_member_info", {**body, "AppMemberDefinedData": field(full)})
        assert api.code("modify_group_member_info", {**body, "AppMemberDefinedData": field(full + ".")}) == 10004
        assert api.members(group)[member]["AppMemberDefinedData"] == field(full)


@pytest.mark.parametrize("unit", ["a", "é", "群", "😀"], ids=ascii)
@pytest.mark.parametrize(
    ("key", "limit"), [("Name", 100), ("Introduction", 400), ("Notification", 400), ("FaceUrl", 500)]
)
def test_profile_limits_count_bytes(api, group, key, limit, unit):
    full = of_bytes(limit, unit)
    api.ok("modify_group_base_info", {"GroupId": group, key: full})
    assert api.code("modify_group_base_info", {"GroupId": group, key: full + "."}) == 10004
    assert api.group(group)[key] == full


@pytest.mark.parametrize("unit", ["a", "é", "群", "😀"], ids=ascii)
def test_name_card_limit_counts_bytes(api, group, member, unit):
    body = {"GroupId": group, "Member_Account": member}
    full = of_bytes(50, unit)
    api.ok("modify_group_member_info", {**body, "NameCard": full})
    assert api.code("modify_group_member_info", {**body, "NameCard": full + "."}) == 10004
    assert api.members(group, "NameCard")[member]["NameCard"] == full


@pytest.mark.parametrize(
    "broken",
    [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xbd", b"\\ud800", b"\\udc00\\ud800", b"\x00"],
    ids=["byte", "overlong", "surrogate", "too high", "cut", "lone high", "wrong order", "raw control"],
)
def test_broken_text_is_not_json(api, group, broken):
    body = b'{"GroupId":"%s","AppDefinedData":[{"Key":"value","Value":"%s"}]}' % (group.encode(), broken)
    assert json.loads(api.call_bytes("modify_group_base_info", body))["ErrorCode"] == 60003
    assert "AppDefinedData" not in api.group(group)


def test_answer_is_utf8_without_marks(api, make_group):
    group = make_group(Name="群组😀")
    answer = api.call_bytes("get_group_info", json.dumps({"GroupIdList": [group]}).encode())
    assert answer.startswith(b"{") and answer.endswith(b"}")
    assert "群组😀" in json.loads(answer.decode("utf-8"))["GroupInfo"][0]["Name"]
