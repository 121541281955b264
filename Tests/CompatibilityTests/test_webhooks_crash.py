"""kill -9 under 16 writers, with a receiver that fails and restarts: all that was answered OK is told, in order."""

import itertools
import json
import random
import threading

import live_server
import webhook_events
import webhook_habits
from conftest import SDKAPPID, SECRET_KEY
from messages import text
from webhook_receiver import FAILED, Answer, Receiver
from writers import ROUNDS, Writer, write_until_killed

WRITERS_OF_A_KIND = 4
GROUPS = 4
ENOUGH_CHANGES = 200
# a receiver that is nearly always there, and now and then not
FAILURE_CHANCE = 0.01
SLOWEST_ANSWER_SECONDS = 0.01
# at most; what failed is told again a second later and ever later, so little would be told in a receiver's worse life
UPTIME_SECONDS = 1
OUTAGE_SECONDS = 0.05
# what waits is told within this time after the last kill, which grows with what the rounds have left
DELIVERY_LIMIT_SECONDS = 30 + 10 * ROUNDS

TOKEN = "a token"
OWNER = "owner"
PLACES = [f"group-{number}" for number in range(GROUPS)]


class TellingWriter(Writer):
    """A writer that knows which event each of its changes causes, by what its body says."""

    def __init__(self, server, place, label):
        super().__init__(server, label)
        self.place = place

    def tale(self, change):
        """What names the event of a change: its command and what no other change says."""
        raise NotImplementedError


class Renamer(TellingWriter):
    def changes(self):
        for number in itertools.count():
            yield "modify_group_base_info", {"GroupId": self.place, "Introduction": f"{self.label}: {number}"}

    def tale(self, change):
        return "Group.CallbackAfterGroupInfoChanged", change[1]["Introduction"]


class Sender(TellingWriter):
    def changes(self):
        for number in itertools.count():
            yield "send_group_msg", {
                "GroupId": self.place, "From_Account": OWNER, "Random": random.randrange(2**32),
                "MsgBody": text(f"{self.label}: {number}"),
            }

    def tale(self, change):
        return "Group.CallbackAfterSendMsg", change[1]["MsgBody"][0]["MsgContent"]["Text"]


class Usher(TellingWriter):
    """Brings accounts in and takes them out again, each once."""

    def changes(self):
        for number in itertools.count():
            account = f"{self.label}: {number}"
            yield "add_group_member", {"GroupId": self.place, "MemberList": [{"Member_Account": account}]}
            yield "delete_group_member", {"GroupId": self.place, "MemberToDel_Account": [account]}

    def tale(self, change):
        command, body = change
        if command == "add_group_member":
            return "Group.CallbackAfterNewMemberJoin", body["MemberList"][0]["Member_Account"]
        return "Group.CallbackAfterMemberExit", body["MemberToDel_Account"][0]


class Refused(TellingWriter):
    """Makes changes that are refused between those that are not; only the latter may be told."""

    def changes(self):
        for number in itertools.count():
            body = {"GroupId": self.place, "Member_Account": OWNER, "NameCard": f"{self.label}: {number}"}
            self.refused(number)
            yield "modify_group_member_info", body

    def refused(self, number):
        card = f"refused {self.label}: {number}"
        body = {"GroupId": self.place, "Member_Account": "nobody-here", "NameCard": card}
        assert self.connection.code("modify_group_member_info", body) != 0
        topic = {"GroupId": self.place, "TopicId": "none", "Introduction": card}
        assert self.connection.code("modify_topic", topic) != 0

    def tale(self, change):
        return "Group.CallbackAfterMemberFieldChanged", change[1]["NameCard"]


KINDS = [Renamer, Sender, Usher, Refused]


def told(event):
    """The name of an event as writers know it; None for one that no writer causes."""
    match event["CallbackCommand"]:
        case "Group.CallbackAfterGroupInfoChanged" as command:
            return command, event.get("Introduction")
        case "Group.CallbackAfterSendMsg" as command:
            return command, event["MsgBody"][0]["MsgContent"]["Text"]
        case "Group.CallbackAfterNewMemberJoin" as command:
            return command, event["NewMemberList"][0]["Member_Account"]
        case "Group.CallbackAfterMemberExit" as command:
            return command, event["ExitMemberList"][0]["Member_Account"]
        case "Group.CallbackAfterMemberFieldChanged" as command:
            return command, event["NameCard"]
    return None


class Trouble(threading.Thread):
    """Stops the receiver and starts it again, over and over."""

    def __init__(self, receiver):
        super().__init__(daemon=True)
        self.receiver = receiver
        self.is_over = threading.Event()

    def run(self):
        while not self.is_over.wait(random.uniform(0, UPTIME_SECONDS)):
            self.receiver.stop()
            self.is_over.wait(random.uniform(0, OUTAGE_SECONDS))
            self.receiver.start()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.join()


class Endings:
    """The last changes of all groups; each request is looked at once, however many there are."""

    def __init__(self, receiver):
        self.requests = receiver.requests
        self.seen = 0
        self.endings = []

    def are_told(self):
        while self.seen < len(self.requests):
            request = self.requests[self.seen]
            self.seen += 1
            if request.event.get("Name") == "The end":
                self.endings.append(request)
        return {place_of(request) for request in self.endings if request.status == 200} == set(PLACES)


def answer_badly(_):
    delay = random.uniform(0, SLOWEST_ANSWER_SECONDS)
    return FAILED if random.random() < FAILURE_CHANCE else Answer(delay=delay)


def configure(folder, receiver):
    webhooks = {
        "url": receiver.url, "token": TOKEN, "retries": "lasting",
        # all but questions, which would only make the calls slower
        "commands": [
            command for command in sorted(webhook_events.FIELDS)
            if ".CallbackBefore" not in command and command not in webhook_events.WITHOUT_EVENT_TIME
        ],
    }
    configuration = folder / "qun.json"
    app = {"secretKey": SECRET_KEY, "autoImportAccounts": True, "webhooks": webhooks}
    configuration.write_text(json.dumps({"apps": {str(SDKAPPID): app}}))
    return configuration


def make_writers(server, round_number):
    """16 writers, four of a kind, one of each kind in a group."""
    return [
        kind(server, PLACES[number % GROUPS], f"{kind.__name__}-{round_number}-{number}")
        for number in range(WRITERS_OF_A_KIND)
        for kind in KINDS
    ]


def place_of(request):
    return request.event.get("GroupId")


def check_requests(requests):
    """Checks each request for itself, repetitions, and the order of first tellings in each group."""
    bodies_by_time = {}
    latest = {}
    seen = set()
    for request in requests:
        event = webhook_events.check_body(request.body)
        webhook_habits.check(request, SDKAPPID, TOKEN)
        key = place_of(request), event["EventTime"]
        # the time is the event's own within its group, so what has it again is the same, byte for byte
        assert bodies_by_time.setdefault(key, request.body) == request.body
        if request.body in seen:
            continue
        seen.add(request.body)
        assert latest.get(place_of(request), 0) < event["EventTime"], f"out of order: {event}"
        latest[place_of(request)] = event["EventTime"]


def check_writer(writer, order):
    """Checks that all acknowledged changes of a writer were told, in their order, and nothing that it did not do.

    `order` has each event's place among the first tellings of its group.
    """
    acknowledged = [writer.tale(change) for change in writer.acknowledged]
    missing = [tale for tale in acknowledged if tale not in order]
    assert not missing, f"{len(missing)} of {writer.label} are lost, the first is {missing[0]}"
    places = [order[tale] for tale in acknowledged]
    assert places == sorted(places)
    may = {writer.tale(change) for change in writer.attempted()}
    mine = {tale for tale in order if tale[1] and tale[1].startswith(f"{writer.label}: ")}
    assert mine <= may


def check_messages_against_history(api, requests):
    """Checks that messages were told with the numbers that the history has, and in the order of these."""
    for place in PLACES:
        numbers = {}
        for request in requests:
            if place_of(request) == place and request.command == "Group.CallbackAfterSendMsg":
                numbers.setdefault(request.event["MsgSeq"], set()).add(told(request.event)[1])
        kept = {entry["MsgSeq"]: {entry["MsgBody"][0]["MsgContent"]["Text"]} for entry in api.history(place)}
        assert numbers == kept
        assert list(numbers) == sorted(numbers)


def test_acknowledged_changes_are_told_after_kill(tmp_path, measured):
    everything = []
    with Receiver() as receiver:
        receiver.answering = answer_badly
        configuration = configure(tmp_path, receiver)
        for round_number in range(ROUNDS):
            with live_server.Server(tmp_path / "data", "--config", configuration) as server:
                if round_number == 0:
                    with server.connect() as api:
                        api.import_accounts([OWNER])
                        for place in PLACES:
                            api.ok("create_group", {
                                "GroupId": place, "Type": "Public", "Name": place, "Owner_Account": OWNER,
                            })
                writers = make_writers(server, round_number)
                with Trouble(receiver):
                    write_until_killed(server, writers, ENOUGH_CHANGES)
            everything += writers
            assert live_server.integrity(tmp_path / "data") == "ok"

        with live_server.Server(tmp_path / "data", "--config", configuration) as server:
            # the last change of each group comes when all others of it have
            with server.connect() as api:
                for place in PLACES:
                    api.ok("modify_group_base_info", {"GroupId": place, "Name": "The end"})
            receiver.wait_until(Endings(receiver).are_told, DELIVERY_LIMIT_SECONDS, "the end")
            requests = list(receiver.requests)
            # anew, for the server closes a connection that rests as long as many rounds take to be told
            with server.connect() as api:
                check_messages_against_history(api, requests)

    check_requests(requests)
    delivered = {request.body for request in requests if request.status == 200}
    assert delivered == {request.body for request in requests}, "an event was given up"
    order = {}
    for number, request in enumerate(requests):
        if tale := told(request.event):
            order.setdefault(tale, number)
    for writer in everything:
        check_writer(writer, order)
    assert not any(words and words.startswith("refused ") for _, words in order)
    acknowledged = sum(len(writer.acknowledged) for writer in everything)
    repeated = len(requests) - len(delivered)
    failed = sum(request.status != 200 for request in requests)
    measured(
        f"kill -9, webhooks, {ROUNDS} rounds: {acknowledged} changes OK, "
        f"{failed} requests failed, {repeated} repeated, none lost")
