"""kill -9 under 32 senders: every acknowledged message keeps its number, and the numbers have no gap and no repeat."""

import itertools
import json

import live_server
from messages import text
from writers import ROUNDS, Writer, write_until_killed

SENDERS_OF_A_PLACE = 8
ENOUGH_MESSAGES = 320

TOWN = "@TGS#_town"
TOPIC = f"{TOWN}@TOPIC#_square"
# each with what names it in requests besides its group
PLACES = [("public", {}), ("meeting", {}), ("work", {}), (TOWN, {"TopicId": TOPIC})]
ACCOUNTS = [f"sender-{place}-{number}" for place in range(len(PLACES)) for number in range(SENDERS_OF_A_PLACE)]


class Sender(Writer):
    """Sends to one group or topic, as an account of its own."""

    def __init__(self, server, account, place, round_number):
        super().__init__(server, f"{account} in round {round_number}")
        self.account = account
        self.place = place
        self.first_random = round_number * 1_000_000

    def changes(self):
        group, topic = self.place
        for number in itertools.count(self.first_random):
            yield "send_group_msg", {
                "GroupId": group,
                **topic,
                "From_Account": self.account,
                "Random": number,
                "MsgBody": text(f"{self.label}: {number}"),
                "CloudCustomData": str(number),
            }

    def check(self, history):
        """Checks the writer's messages in a history by number."""
        for (_, body), answer in zip(self.acknowledged, self.answers, strict=True):
            entry = history[answer["MsgSeq"]]
            assert said(entry) == said(body)
            assert entry["MsgTimeStamp"] == answer["MsgTime"]
        kept = [said(entry) for entry in history.values() if entry["From_Account"] == self.account]
        assert all(kept.count(said(body)) <= 1 for _, body in self.attempted())


def said(message):
    """What a message of a request, or of the history, says."""
    random = message["Random"] if "Random" in message else message["MsgRandom"]
    return message["From_Account"], random, json.dumps(message["MsgBody"]), message["CloudCustomData"]


def make_places(api):
    api.import_accounts(ACCOUNTS)
    listed = [{"Member_Account": account} for account in ACCOUNTS]
    for group, group_type in (("public", "Public"), ("meeting", "ChatRoom"), ("work", "Private")):
        api.ok("create_group", {"GroupId": group, "Type": group_type, "Name": group, "MemberList": listed})
    town = {"GroupId": TOWN, "Type": "Community", "Name": "Town", "SupportTopic": 1, "MemberList": listed}
    api.ok("create_group", town)
    api.ok("create_topic", {"GroupId": TOWN, "TopicId": TOPIC, "TopicName": "Square"})


def make_senders(server, round_number):
    return [
        Sender(server, account, PLACES[index // SENDERS_OF_A_PLACE], round_number)
        for index, account in enumerate(ACCOUNTS)
    ]


def read_history(api, place):
    """The history of a place by number, after checking that the numbers and what is said of them are true."""
    group, topic = place
    entries = api.history(group, **topic)
    profile = api.topic(group, topic["TopicId"]) if topic else api.group(group)
    assert [entry["MsgSeq"] for entry in entries] == list(range(profile["NextMsgSeq"] - 1, 0, -1))
    assert {entry["IsPlaceMsg"] for entry in entries} == {0}
    assert profile["LastMsgTime"] == entries[0]["MsgTimeStamp"]
    return {entry["MsgSeq"]: entry for entry in entries}


def check_members(api, place, history):
    """Checks that each member's last message is the one that the history has."""
    for account, member in api.members(place[0]).items():
        times = [entry["MsgTimeStamp"] for entry in history.values() if entry["From_Account"] == account]
        assert member["LastSendMsgTime"] == max(times, default=0)


def send_again(api, sender, history):
    """Sends what was in flight once more, as a client does; a message that was kept has its number already."""
    kept = {said(entry): seq for seq, entry in history.items()}
    command, body = sender.in_flight
    answer = api.ok(command, body)
    assert answer["MsgSeq"] == kept.get(said(body), len(history) + 1)
    return answer["MsgSeq"]


def test_acknowledged_messages_survive_kill_with_their_numbers(tmp_path, measured):
    everything = []
    for round_number in range(ROUNDS):
        with live_server.Server(tmp_path) as server:
            with server.connect() as api:
                if round_number == 0:
                    make_places(api)
            senders = make_senders(server, round_number)
            write_until_killed(server, senders, ENOUGH_MESSAGES)
        everything += senders
        assert live_server.integrity(tmp_path) == "ok"

        with live_server.Server(tmp_path) as restarted, restarted.connect() as api:
            for place in PLACES:
                history = read_history(api, place)
                check_members(api, place, history)
                for sender in everything:
                    if sender.place == place:
                        sender.check(history)
        assert live_server.integrity(tmp_path) == "ok"
        acknowledged = sum(len(sender.acknowledged) for sender in senders)
        in_flight = sum(sender.in_flight is not None for sender in senders)
        measured(f"kill -9, senders, round {round_number + 1}: {acknowledged} OK, {in_flight} in flight, none lost")


def test_message_in_flight_at_a_kill_is_there_once_after_sending_it_again(tmp_path):
    with live_server.Server(tmp_path) as server:
        with server.connect() as api:
            make_places(api)
        senders = make_senders(server, 0)
        write_until_killed(server, senders, ENOUGH_MESSAGES)
    with live_server.Server(tmp_path) as restarted, restarted.connect() as api:
        cut_off = [sender for sender in senders if sender.in_flight]
        assert cut_off
        for sender in cut_off:
            seq = send_again(api, sender, read_history(api, sender.place))
            history = read_history(api, sender.place)
            assert said(history[seq]) == said(sender.in_flight[1])
            sender.check(history)
