"""Random calls at the nodes of a cluster by many callers at once, and what all of their answers together prove.

Each call is noted with the moments before it was sent and after its answer. Everything that calls show or change is a
place of a history (history.py): the names of a group, its owner, each membership, each counter, the numbers of its messages
and so on. A call without an answer, or with an internal error, may have taken place at any moment or never, but not twice.
"""

import collections
import dataclasses
import http.client
import itertools
import random
import threading
import time

from history import NEVER, Numbers, Values
from messages import text

INTERNAL_ERRORS = {10002, 60008}
# a message that is sent again later than this may be taken for another one; the server says five minutes
REPETITION_SECONDS = 240

STEADY = 3
FLEETING = 3
FOREVER = 4294967295
# how many members the small group may have
PLACES = 9
ATTRIBUTE_WRITES = 5


@dataclasses.dataclass(slots=True)
class Outcome:
    """What has become of a call; `answer` is None where it is unknown whether it has taken place."""

    begin: float
    end: float
    answer: dict | None
    by: str

    @property
    def code(self):
        return None if self.answer is None else self.answer["ErrorCode"]

    @property
    def is_ok(self):
        return self.code == 0

    @property
    def span(self):
        """The moments between which the call has taken place, if it has."""
        return self.begin, NEVER if self.answer is None else self.end


class NotSent(Exception):
    """A node could not be reached, so that a call has certainly not taken place."""


@dataclasses.dataclass
class Message:
    """A message of a caller, which is sent again until its number is known."""

    place: tuple
    body: dict
    begin: float
    by: str
    number: int | None = None

    @property
    def said(self):
        return self.body["From_Account"], self.body["Random"], self.body["MsgBody"][0]["MsgContent"]["Text"]


class Book:
    """What all callers have seen of the groups of one round."""

    def __init__(self, label):
        self.label = label
        self.lock = threading.Lock()
        self.values = {}
        self.numbers = {}
        self.messages = []
        self.problems = []
        self.attribute_writes = collections.Counter()
        # for figures
        self.codes = collections.Counter()
        self.calls = []
        self.unknown_writes = 0
        self.acknowledged_writes = 0

    def place(self, *key, first):
        self.values[key] = Values(first)

    def write(self, outcome, value, *key):
        """Notes a write that was answered OK, or not at all."""
        if outcome.is_ok or outcome.answer is None:
            self.values[key].write(*outcome.span, value, outcome.by)

    def read(self, outcome, value, *key):
        self.values[key].read(outcome.begin, outcome.end, value, outcome.by)

    def problem(self, text):
        self.problems.append(text)

    def note(self, outcome, code, is_write):
        """Notes a call, and the code that it was answered with or None, for the figures."""
        with self.lock:
            self.codes[code] += 1
            self.calls.append((outcome.begin, outcome.end, code, is_write))
            self.acknowledged_writes += is_write and outcome.is_ok
            self.unknown_writes += is_write and outcome.answer is None

    def contradictions(self):
        """Texts of all that is wrong, after the last call."""
        found = list(self.problems)
        for key, history in [*self.values.items(), *self.numbers.items()]:
            found += [f"{'/'.join(map(str, key))}: {told}" for told in history.contradictions()]
        found += [
            f"{group}: {count} writes of attributes in the second {second}"
            for (group, second), count in self.attribute_writes.items() if count > ATTRIBUTE_WRITES
        ]
        return found


class Round:
    """Groups that nobody else uses, and callers that use them until they are told to stop."""

    def __init__(self, cluster, label, seed, callers=12, timeout=60, caller=None):
        self.cluster = cluster
        self.label = label
        self.seed = seed
        self.timeout = timeout
        self.book = Book(label)
        self.stopping = threading.Event()
        self.steady = [f"{label}-steady{number}" for number in range(STEADY)]
        self.small = f"{label}-small"
        self.fleeting = [f"{label}-fleeting{number}" for number in range(FLEETING)]
        self.town = f"@TGS#_{label}"
        self.topic = f"{self.town}@TOPIC#_square"
        self.fleeting_topic = f"{self.town}@TOPIC#_stall"
        # by what happens to them; nobody but one caller moves its floating accounts in and out
        self.owners = [f"{label}-owner{number}" for number in range(3)]
        self.muted = [f"{label}-muted{number}" for number in range(2)]
        self.banned = [f"{label}-banned{number}" for number in range(2)]
        self.writers = [f"{label}-writer{number}" for number in range(2)]
        self.callers = [(caller or Caller)(self, number) for number in range(callers)]
        self.floating = [account for caller in self.callers for account in caller.floating]

    @property
    def groups(self):
        return [*self.steady, self.small]

    @property
    def places(self):
        """Where messages are sent: group, and topic or nothing."""
        return [(group, None) for group in self.groups] + [(self.town, self.topic)]

    def make(self):
        """Makes the groups and the places of their history."""
        book = self.book
        with self.cluster.connect(0, self.timeout) as api:
            everybody = [*self.owners, *self.muted, *self.banned, *self.writers, *self.floating]
            api.import_accounts(everybody)
            members = [*self.owners, *self.muted, *self.writers]
            listed = [{"Member_Account": account} for account in members if account != self.owners[0]]
            group = {"Owner_Account": self.owners[0], "Name": "first", "Notification": "first", "MemberList": listed}
            for name in self.steady:
                api.ok("create_group", {"GroupId": name, "Type": "Public", **group})
            api.ok("create_group", {"GroupId": self.small, "Type": "Public", "MaxMemberCount": PLACES, **group})
            api.ok("create_group", {"GroupId": self.town, "Type": "Community", "SupportTopic": 1, **group})
            api.ok("create_topic", {"GroupId": self.town, "TopicId": self.topic, "TopicName": "square"})
        for name in self.groups:
            book.place(name, "name", first="first")
            book.place(name, "owner", first=self.owners[0])
            book.place(name, "attribute", first=None)
            for account in members:
                book.place(name, "card", account, first="")
            for account in self.muted:
                book.place(name, "muted", account, first=False)
            for account in self.banned:
                book.place(name, "banned", account, first=False)
            for account in self.floating:
                book.place(name, "member", account, first=False)
        for name in self.fleeting:
            book.place(name, "life", first=None)
        for place in self.places:
            book.numbers[place] = Numbers()
        for name in self.groups:
            book.numbers[name, "counter"] = Numbers()
        book.place(self.fleeting_topic, "life", first=None)

    def start(self):
        self.make()
        for caller in self.callers:
            caller.thread.start()
        return self

    def stop(self):
        """Lets callers end what they are at."""
        self.stopping.set()
        for caller in self.callers:
            caller.thread.join(self.timeout + 60)
            assert not caller.thread.is_alive(), "a caller does not end"

    def check(self):
        """Looks at everything once more, on each node, when all of them answer; then at all that was seen.

        Returns texts of what is wrong.
        """
        book = self.book
        for number in range(len(self.cluster)):
            caller = Caller(self, f"end{number}", node=number)
            if number == 0:
                for message in book.messages:
                    caller.send_until_answered(message)
            for group in [*self.groups, *self.fleeting]:
                caller.read_groups([group])
            for group in self.groups:
                caller.list_members(group)
                caller.read_cards(group)
                caller.read_counter(group)
                caller.read_attribute(group)
                caller.read_mutes(group)
                caller.read_bans(group)
            for account in self.floating:
                caller.list_groups(account)
            caller.read_topic()
            for place in self.places:
                caller.check_history(place)
            caller.close()
        book.problems += self.cluster.dead()
        return book.contradictions()


    def told(self, problems):
        """What is wrong, and how it can be looked for again."""
        book = self.book
        head = f"seed {self.seed}, {self.label}: {len(problems)} problems in {len(book.calls)} calls, {dict(book.codes)}"
        return "\n".join([head, *problems[:10]])

    def figures(self):
        """What a run that is in order shows."""
        book = self.book
        seconds = max(end for _, end, _, _ in book.calls) - min(begin for begin, _, _, _ in book.calls)
        return (
            f"{len(book.calls)} calls in {seconds:.0f} s, {book.acknowledged_writes} writes OK, "
            f"{book.unknown_writes} writes unknown, no contradiction"
        )


class Caller:
    """Makes calls one after the other, each at any node."""

    def __init__(self, round_, number, node=None):
        self.round = round_
        self.book = round_.book
        self.name = f"caller{number}"
        self.chance = random.Random(f"{round_.seed}/{round_.label}/{number}")
        self.node = node
        self.is_bold = node is None and number % 4 == 0
        self.connections = {}
        self.made = itertools.count()
        self.floating = [f"{round_.label}-{self.name}-{place}" for place in range(2)] if node is None else []
        self.thread = threading.Thread(target=self.run, daemon=True)
        # of the last messages that this caller has sent
        self.known = collections.deque(maxlen=20)

    def run(self):
        kinds = [kind for kind, weight in KINDS for _ in range(weight)]
        while not self.round.stopping.is_set():
            try:
                self.chance.choice(kinds)(self)
            except NotSent:
                # whoever waits for a node that is away looks for another one
                time.sleep(0.02)
            except Exception as error:
                self.book.problem(f"{self.name}: {error!r}")
                break
        self.close()

    def close(self):
        for connection in self.connections.values():
            connection.close()

    # calls

    def call(self, command, body, is_write=False, allowed=()):
        """Makes a call; a refusal that is not allowed is a problem."""
        number = self.round.cluster.choose(self.chance, self.is_bold) if self.node is None else self.node
        by = f"{self.name} at node {number}: {command} {_short(body)}"
        begin = time.monotonic()
        answer = self.exchange(number, command, body)
        code = None if answer is None else answer["ErrorCode"]
        outcome = Outcome(begin, time.monotonic(), None if code in INTERNAL_ERRORS else answer, by)
        self.book.note(outcome, code, is_write)
        if outcome.code and outcome.code not in allowed:
            self.book.problem(f"refused: {outcome.by} [{begin:.4f} … {outcome.end:.4f}]: {answer}")
        return outcome

    def exchange(self, number, command, body):
        """What a node answers; None when its answer is lost."""
        try:
            connection = self.connections.get(number)
            if connection is None:
                connection = self.round.cluster.connect(number, self.round.timeout)
                connection.open()
                self.connections[number] = connection
        except OSError:
            raise NotSent from None
        try:
            return connection.call(command, body)
        except (OSError, http.client.HTTPException):
            connection.close()
            del self.connections[number]
            return None

    def unique(self):
        return f"{self.name}-{next(self.made)}"

    # one group

    def rename(self):
        group, value = self.chance.choice(self.round.groups), self.unique()
        outcome = self.call("modify_group_base_info", {"GroupId": group, "Name": value, "Notification": value}, True)
        self.book.write(outcome, value, group, "name")

    def read_some_groups(self):
        listed = [*self.round.groups, *self.round.fleeting]
        self.read_groups(self.chance.sample(listed, self.chance.choice([1, 1, 1, 2, len(listed)])))

    def read_groups(self, groups):
        outcome = self.call("get_group_info", {"GroupIdList": groups})
        if outcome.is_ok:
            for group, entry in zip(groups, outcome.answer["GroupInfo"], strict=True):
                if group in self.round.fleeting:
                    present = entry["ErrorCode"] == 0
                    self.book.read(outcome, entry["Name"] if present else None, group, "life")
                elif entry["ErrorCode"] != 0:
                    self.book.problem(f"{group} is not there: {entry} {outcome.by}")
                else:
                    self.read_entry(outcome, group, entry)

    def read_entry(self, outcome, group, entry):
        book = self.book
        book.read(outcome, entry["Name"], group, "name")
        book.read(outcome, entry["Owner_Account"], group, "owner")
        if entry["Name"] != entry["Notification"]:
            book.problem(f"half of a change: {entry['Name']} and {entry['Notification']} by {outcome.by}")
        self.read_members(outcome, group, entry["MemberNum"], entry["MemberList"])
        owners = [member["Member_Account"] for member in entry["MemberList"] if member["Role"] == "Owner"]
        if owners != [entry["Owner_Account"]]:
            book.problem(f"{group} has the owner {entry['Owner_Account']} and the owners {owners} by {outcome.by}")
        book.numbers[group, None].read(outcome.begin, outcome.end, entry["NextMsgSeq"] - 1, outcome.by)

    def read_members(self, outcome, group, count, members):
        book = self.book
        accounts = [member["Member_Account"] for member in members]
        if count != len(accounts) or len(accounts) != len(set(accounts)):
            book.problem(f"{group} has {count} members and lists {len(accounts)} by {outcome.by}")
        if group == self.round.small and count > PLACES:
            book.problem(f"{group} has {count} members by {outcome.by}")
        present = set(accounts)
        for account in self.round.floating:
            book.read(outcome, account in present, group, "member", account)
        for member in members:
            if member["Member_Account"] in self.round.muted:
                muted = member["MuteUntil"] == FOREVER
                book.read(outcome, muted, group, "muted", member["Member_Account"])

    def list_members(self, group=None):
        group = group or self.chance.choice(self.round.groups)
        outcome = self.call("get_group_member_info", {"GroupId": group, "Limit": 100, "Offset": 0})
        if outcome.is_ok:
            self.read_members(outcome, group, outcome.answer["MemberNum"], outcome.answer["MemberList"])

    def list_groups(self, account=None):
        account = account or self.chance.choice(self.round.floating)
        outcome = self.call("get_joined_group_list", {"Member_Account": account})
        if outcome.is_ok:
            joined = [entry["GroupId"] for entry in outcome.answer["GroupIdList"]]
            if len(joined) != outcome.answer["TotalCount"]:
                self.book.problem(f"{account} is in {outcome.answer['TotalCount']} groups, not {joined} by {outcome.by}")
            for group in self.round.groups:
                self.book.read(outcome, group in joined, group, "member", account)

    def read_roles(self):
        group = self.chance.choice(self.round.groups)
        accounts = [*self.round.owners, *self.chance.sample(self.round.floating, 4)]
        outcome = self.call("get_role_in_group", {"GroupId": group, "User_Account": accounts})
        if outcome.is_ok:
            roles = {entry["Member_Account"]: entry["Role"] for entry in outcome.answer["UserIdList"]}
            owners = [account for account, role in roles.items() if role == "Owner"]
            if len(owners) == 1:
                self.book.read(outcome, owners[0], group, "owner")
            else:
                self.book.problem(f"{group} has the owners {owners} by {outcome.by}")
            for account in accounts[len(self.round.owners) :]:
                self.book.read(outcome, roles[account] != "NotMember", group, "member", account)

    def add_members(self):
        group = self.chance.choice(self.round.groups)
        count = 1 if group == self.round.small else self.chance.choice([1, 2])
        accounts = self.chance.sample(self.floating, count)
        listed = [{"Member_Account": account} for account in accounts]
        outcome = self.call("add_group_member", {"GroupId": group, "MemberList": listed}, True, allowed={10014})
        if outcome.code == 10014 and group != self.round.small:
            self.book.problem(f"{group} is said to be full by {outcome.by}")
        if outcome.is_ok:
            for entry in outcome.answer["MemberList"]:
                key = (group, "member", entry["Member_Account"])
                # 1 for a new member, 2 for one who is there
                self.book.read(outcome, entry["Result"] == 2, *key)
                if entry["Result"] == 1:
                    self.book.write(outcome, True, *key)
        elif outcome.answer is None:
            for account in accounts:
                self.book.write(outcome, True, group, "member", account)

    def remove_members(self):
        group = self.chance.choice(self.round.groups)
        accounts = self.chance.sample(self.floating, self.chance.choice([1, 2]))
        outcome = self.call("delete_group_member", {"GroupId": group, "MemberToDel_Account": accounts}, True)
        for account in accounts:
            self.book.write(outcome, False, group, "member", account)

    def change_owner(self):
        group, account = self.chance.choice(self.round.groups), self.chance.choice(self.round.owners)
        outcome = self.call("change_group_owner", {"GroupId": group, "NewOwner_Account": account}, True)
        self.book.write(outcome, account, group, "owner")

    def change_card(self):
        group, account, value = self.chance.choice(self.round.groups), self.some_member(), self.unique()
        body = {"GroupId": group, "Member_Account": account, "NameCard": value}
        self.book.write(self.call("modify_group_member_info", body, True), value, group, "card", account)

    def some_member(self):
        return self.chance.choice([*self.round.owners, *self.round.muted, *self.round.writers])

    def read_cards(self, group=None):
        group = group or self.chance.choice(self.round.groups)
        accounts = [*self.round.owners, *self.round.muted, *self.round.writers]
        body = {"GroupId": group, "Member_List_Account": accounts, "MemberInfoFilter": ["NameCard"]}
        outcome = self.call("get_specified_group_member_info", body)
        if outcome.is_ok:
            for entry in outcome.answer["MemberList"]:
                self.book.read(outcome, entry["NameCard"], group, "card", entry["Member_Account"])

    def mute(self):
        group, account = self.chance.choice(self.round.groups), self.chance.choice(self.round.muted)
        value = self.chance.choice([True, False])
        body = {"GroupId": group, "Members_Account": [account], "MuteTime": FOREVER if value else 0}
        self.book.write(self.call("forbid_send_msg", body, True), value, group, "muted", account)

    def read_mutes(self, group=None):
        group = group or self.chance.choice(self.round.groups)
        outcome = self.call("get_group_muted_account", {"GroupId": group})
        if outcome.is_ok:
            listed = {entry["Member_Account"] for entry in outcome.answer["MutedAccountList"]}
            for account in self.round.muted:
                self.book.read(outcome, account in listed, group, "muted", account)

    def ban(self):
        group, account = self.chance.choice(self.round.groups), self.chance.choice(self.round.banned)
        value = self.chance.choice([True, False])
        if value:
            body = {"GroupId": group, "Members_Account": [account], "Duration": 86400}
            outcome = self.call("ban_group_member", body, True)
        else:
            outcome = self.call("unban_group_member", {"GroupId": group, "Members_Account": [account]}, True)
        self.book.write(outcome, value, group, "banned", account)

    def read_bans(self, group=None):
        group = group or self.chance.choice(self.round.groups)
        outcome = self.call("get_group_ban_member", {"GroupId": group, "Limit": 100, "Offset": 0})
        if outcome.is_ok:
            listed = {entry["Member_Account"] for entry in outcome.answer["BannedAccountList"]}
            for account in self.round.banned:
                self.book.read(outcome, account in listed, group, "banned", account)

    # counters and attributes

    def count(self):
        group = self.chance.choice(self.round.groups)
        body = {"GroupId": group, "Mode": "Increase", "GroupCounter": [{"Key": "calls", "Value": 1}]}
        outcome = self.call("update_group_counter", body, True)
        if outcome.is_ok or outcome.answer is None:
            number = outcome.answer["GroupCounter"][0]["Value"] if outcome.is_ok else None
            self.book.numbers[group, "counter"].step(*outcome.span, number, outcome.by)

    def read_counter(self, group=None):
        group = group or self.chance.choice(self.round.groups)
        outcome = self.call("get_group_counter", {"GroupId": group, "GroupCounterKeys": ["calls"]})
        if outcome.is_ok:
            listed = outcome.answer["GroupCounter"]
            number = listed[0]["Value"] if listed else 0
            self.book.numbers[group, "counter"].read(outcome.begin, outcome.end, number, outcome.by)

    def write_attribute(self):
        group, value = self.chance.choice(self.round.groups), self.unique()
        command = self.chance.choice(["set_group_attr", "modify_group_attr"])
        second = int(time.time())
        body = {"GroupId": group, "GroupAttr": [{"key": "seat", "value": value}]}
        outcome = self.call(command, body, True, allowed={10049})
        self.book.write(outcome, value, group, "attribute")
        if outcome.is_ok and int(time.time()) == second:
            with self.book.lock:
                self.book.attribute_writes[group, second] += 1

    def read_attribute(self, group=None):
        group = group or self.chance.choice(self.round.groups)
        outcome = self.call("get_group_attr", {"GroupId": group})
        if outcome.is_ok:
            listed = {entry["key"]: entry["value"] for entry in outcome.answer["GroupAttrAry"]}
            self.book.read(outcome, listed.get("seat"), group, "attribute")

    # groups and topics that come and go

    def create_group(self):
        group, name = self.chance.choice(self.round.fleeting), self.unique()
        body = {"GroupId": group, "Type": "Public", "Name": name, "Owner_Account": self.round.owners[0]}
        outcome = self.call("create_group", body, True, allowed={10021, 10025})
        if outcome.is_ok:
            self.book.read(outcome, None, group, "life")
        self.book.write(outcome, name, group, "life")

    def destroy_group(self):
        group = self.chance.choice(self.round.fleeting)
        outcome = self.call("destroy_group", {"GroupId": group}, True, allowed={10010})
        self.book.write(outcome, None, group, "life")
        if outcome.code == 10010:
            self.book.read(outcome, None, group, "life")

    def create_topic(self):
        topic, name = self.round.fleeting_topic, self.unique()
        body = {"GroupId": self.round.town, "TopicId": topic, "TopicName": name}
        outcome = self.call("create_topic", body, True, allowed={10021, 10025})
        if outcome.is_ok:
            self.book.read(outcome, None, topic, "life")
        self.book.write(outcome, name, topic, "life")

    def destroy_topic(self):
        topic = self.round.fleeting_topic
        outcome = self.call("destroy_topic", {"GroupId": self.round.town, "TopicIdList": [topic]}, True)
        if outcome.is_ok:
            (entry,) = outcome.answer["DestroyResultItem"]
            if entry["ErrorCode"] == 0:
                self.book.write(outcome, None, topic, "life")
            else:
                self.book.read(outcome, None, topic, "life")
        elif outcome.answer is None:
            self.book.write(outcome, None, topic, "life")

    def read_topic(self):
        topics = [self.round.topic, self.round.fleeting_topic]
        outcome = self.call("get_topic", {"GroupId": self.round.town, "TopicIdList": topics})
        if outcome.is_ok:
            square, stall = outcome.answer["TopicAndSelfInfo"]
            name = stall["TopicInfo"]["TopicName"] if stall["ErrorCode"] == 0 else None
            self.book.read(outcome, name, self.round.fleeting_topic, "life")
            number = square["TopicInfo"]["NextMsgSeq"] - 1
            self.book.numbers[self.round.town, self.round.topic].read(outcome.begin, outcome.end, number, outcome.by)

    # messages

    def send(self):
        place = self.chance.choice(self.round.places)
        body = {
            **_address(place), "From_Account": self.chance.choice(self.round.writers),
            "Random": self.chance.randrange(2**32), "MsgBody": text(self.unique()),
        }
        message = Message(place, body, time.monotonic(), self.name)
        self.attempt(message)
        with self.book.lock:
            self.book.messages.append(message)
        self.known.append(message)

    def send_again(self):
        """Sends a message as it was sent before, whether it was answered or not, mostly at another node."""
        if self.known:
            self.attempt(self.chance.choice(self.known))

    def attempt(self, message):
        if message.number is None and time.monotonic() - message.begin > REPETITION_SECONDS:
            return
        outcome = self.call("send_group_msg", message.body, True)
        if not outcome.is_ok:
            return
        number, numbers = outcome.answer["MsgSeq"], self.book.numbers[message.place]
        if message.number is None:
            message.number = number
            numbers.step(message.begin, outcome.end, number, outcome.by)
            self.book.place(*message.place, number, "recalled", first=False)
        elif time.monotonic() - message.begin < REPETITION_SECONDS and message.number != number:
            self.book.problem(f"the numbers {message.number} and {number} for the same message, by {outcome.by}")

    def send_until_answered(self, message):
        deadline = time.monotonic() + 30
        while message.number is None and time.monotonic() < min(deadline, message.begin + REPETITION_SECONDS):
            self.attempt(message)
        if message.number is None:
            self.book.numbers[message.place].step(message.begin, NEVER, None, f"{message.by}: {_short(message.body)}")

    def recall(self):
        if self.known:
            message = self.chance.choice(self.known)
            if message.number is not None:
                body = {**_address(message.place), "MsgSeqList": [{"MsgSeq": message.number}]}
                outcome = self.call("group_msg_recall", body, True)
                if outcome.is_ok and outcome.answer["RecallRetList"] != [{"MsgSeq": message.number, "RetCode": 0}]:
                    self.book.problem(f"not recalled: {outcome.answer} by {outcome.by}")
                self.book.write(outcome, True, *message.place, message.number, "recalled")

    def read_history(self):
        place = self.chance.choice(self.round.places)
        body = {**_address(place), "ReqMsgNumber": 20, "WithRecalledMsg": 1}
        outcome = self.call("group_msg_get_simple", body)
        if outcome.is_ok:
            listed = [entry["MsgSeq"] for entry in outcome.answer["RspMsgList"]]
            newest = listed[0] if listed else 0
            if listed != list(range(newest, max(0, newest - 20), -1)):
                self.book.problem(f"a history with the numbers {listed} by {outcome.by}")
            self.book.numbers[place].read(outcome.begin, outcome.end, newest, outcome.by)
            self.read_recalls(outcome, place)

    def read_recalls(self, outcome, place):
        """Notes which messages are shown as recalled, of those whose number is known by now."""
        for entry in outcome.answer["RspMsgList"]:
            key = (*place, entry["MsgSeq"], "recalled")
            if key in self.book.values:
                self.book.read(outcome, entry["IsPlaceMsg"] == 2, *key)

    def check_history(self, place):
        """Reads a whole history, and looks for gaps, for messages that are there twice, and for those that are not there."""
        entries, upper = [], {}
        while not entries or entries[-1]["MsgSeq"] > 1:
            body = {**_address(place), "ReqMsgNumber": 20, "WithRecalledMsg": 1, **upper}
            outcome = self.call("group_msg_get_simple", body)
            if not outcome.is_ok or not outcome.answer["RspMsgList"]:
                break
            entries += outcome.answer["RspMsgList"]
            self.read_recalls(outcome, place)
            upper = {"ReqMsgSeq": entries[-1]["MsgSeq"] - 1}
        listed = [entry["MsgSeq"] for entry in entries]
        if listed != list(range(len(entries), 0, -1)):
            self.book.problem(f"{place}: gaps or repetitions in the history {listed}")
        times = [entry["MsgTimeStamp"] for entry in entries]
        if times != sorted(times, reverse=True):
            self.book.problem(f"{place}: times go back in the history")
        said = {entry["MsgSeq"]: _said(entry) for entry in entries}
        twice = [item for item, count in collections.Counter(said.values()).items() if count > 1]
        if twice:
            self.book.problem(f"{place}: messages that are there twice: {twice}")
        sent = [message for message in self.book.messages if message.place == place]
        for message in sent:
            if message.number is not None and said.get(message.number) != message.said:
                self.book.problem(f"{place}: {message.said} is not there at {message.number}, but {said.get(message.number)}")
        unknown = set(said.values()) - {message.said for message in sent}
        if unknown:
            self.book.problem(f"{place}: messages of nobody: {unknown}")
        self.book.numbers[place].read(time.monotonic(), time.monotonic(), len(entries), f"{self.name}: the whole history")


# what callers do, and how often
KINDS = [
    (Caller.read_some_groups, 24), (Caller.rename, 8), (Caller.list_members, 6), (Caller.list_groups, 4),
    (Caller.read_roles, 4), (Caller.add_members, 8), (Caller.remove_members, 7), (Caller.change_owner, 6),
    (Caller.change_card, 4), (Caller.read_cards, 4), (Caller.mute, 4), (Caller.read_mutes, 3), (Caller.ban, 3),
    (Caller.read_bans, 2), (Caller.count, 8), (Caller.read_counter, 4), (Caller.write_attribute, 3),
    (Caller.read_attribute, 4), (Caller.create_group, 5), (Caller.destroy_group, 4), (Caller.create_topic, 2),
    (Caller.destroy_topic, 2), (Caller.read_topic, 3), (Caller.send, 14), (Caller.send_again, 5), (Caller.recall, 3),
    (Caller.read_history, 5),
]


def _address(place):
    """What names a place of messages in requests."""
    group, topic = place
    return {"GroupId": group, "TopicId": topic} if topic else {"GroupId": group}


def _said(entry):
    """What a message of the history says; a recalled one says it still."""
    return entry["From_Account"], entry["MsgRandom"], entry["MsgBody"][0]["MsgContent"]["Text"]


def _short(body):
    told = str({name: value for name, value in body.items() if name != "MsgBody"})
    return told if len(told) < 160 else told[:160] + "…"
