"""Histories of what clients have seen, and what in them contradicts a store that does one thing after the other.

Each observation has the moments between which it took place: that before the call was sent and that after its answer. A
write without an answer may have taken place at any moment from its beginning on, or never. What a check finds is a proof:
there is no order of the calls that explains all answers. What it does not find may be wrong still.
"""

import bisect
import collections
import dataclasses
import math

NEVER = math.inf


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """What one call has shown or done, between two moments in seconds."""

    begin: float
    end: float
    # what was written or read, or a number
    value: object
    # which call it was; for people
    by: str = ""

    def __str__(self):
        end = "no answer" if self.end == NEVER else f"{self.end:.4f}"
        return f"[{self.begin:.4f} … {end}] {self.value!r} {self.by}"


class Values:
    """What was written to one place, where each write replaces the value, and what was read there.

    Values may be written more than once; then a read belongs to a write only where no other can explain it.
    """

    def __init__(self, first):
        self.writes = [Seen(-NEVER, -NEVER, first, "at the beginning")]
        self.reads = []

    def write(self, begin, end, value, by=""):
        """Notes a write; one without an answer ends ``NEVER``."""
        self.writes.append(Seen(begin, end, value, by))

    def read(self, begin, end, value, by=""):
        self.reads.append(Seen(begin, end, value, by))

    def contradictions(self):
        """Texts, each with the observations that cannot all be true."""
        clusters, found = self._clusters()
        return found + list(_overlaps(clusters))

    def _clusters(self):
        """The reads of each write, and what is wrong with reads that no write explains."""
        writes = sorted(self.writes, key=lambda write: write.begin)
        replaced = _moments_of_replacement(writes)
        of_value = collections.defaultdict(list)
        for place, write in enumerate(writes):
            of_value[write.value].append(place)
        clusters, found = {place: [] for place in range(len(writes))}, []
        for read in self.reads:
            candidates = []
            for place in of_value.get(read.value, []):
                if writes[place].begin > read.end:
                    break
                if replaced[place] >= read.begin:
                    candidates.append(place)
            if len(candidates) == 1:
                clusters[candidates[0]].append(read)
            elif not candidates:
                around = [write for write in writes if write.begin <= read.end][-6:]
                found.append(_told("read, and not there at that time", [read, *around]))
        # a write without an answer that nobody has seen may never have taken place
        seen = [(writes[place], reads) for place, reads in clusters.items() if reads or writes[place].end != NEVER]
        return seen, found


def _moments_of_replacement(writes):
    """For each write, in the order of their beginnings, when another that began after its end was done at the latest."""
    begins = [write.begin for write in writes]
    earliest_end, earliest = [NEVER] * (len(writes) + 1), NEVER
    for place in reversed(range(len(writes))):
        earliest = min(earliest, writes[place].end)
        earliest_end[place] = earliest
    return [
        NEVER if write.end == NEVER else earliest_end[bisect.bisect_right(begins, write.end)] for write in writes
    ]


def _overlaps(clusters):
    """What is wrong with writes and their reads.

    A value whose write or a read ended before another read of it began was there all the while from the one to the other;
    two values cannot be there at once, and no other can come and go meanwhile. That is all there is to be asked of a place
    whose values differ (Gibbons and Korach, Testing Shared Memories, 1997).
    """
    lasting, passing = [], []
    for write, reads in clusters:
        everything = [write, *reads]
        first_end = min(everything, key=lambda seen: seen.end)
        last_begin = max(everything, key=lambda seen: seen.begin)
        if first_end.end < last_begin.begin:
            lasting.append((first_end.end, last_begin.begin, write, first_end, last_begin))
        else:
            passing.append((last_begin.begin, first_end.end, write))
    lasting.sort(key=lambda zone: zone[0])
    for one, other in zip(lasting, lasting[1:]):
        if other[0] < one[1]:
            yield _told("two values at the same time", [*one[2:], *other[2:]])
    starts = [zone[0] for zone in lasting]
    for begin, end, write in passing:
        place = bisect.bisect_left(starts, begin) - 1
        if place >= 0 and end < lasting[place][1]:
            yield _told("written while another value was there before and after", [write, *lasting[place][2:]])


class Numbers:
    """A count that steps of one raise, each of which is told the number that it has made; it begins with 0."""

    def __init__(self):
        self.steps = []
        self.reads = []

    def step(self, begin, end, number, by=""):
        """Notes a step; one without an answer ends ``NEVER`` and has no number."""
        self.steps.append(Seen(begin, end, number, by))

    def read(self, begin, end, number, by=""):
        """Notes that so many steps were done."""
        self.reads.append(Seen(begin, end, number, by))

    def contradictions(self):
        """Texts, each with the observations that cannot all be true."""
        return [*self._repetitions(), *self._order(), *self._missing()]

    def _repetitions(self):
        owners = {}
        for step in self.steps:
            if step.end != NEVER:
                other = owners.setdefault(step.value, step)
                if other is not step:
                    yield _told("two steps with one number", [other, step])

    def _order(self):
        """What is lower than something that was over before it began."""
        observed = [(seen, 1) for seen in self.steps if seen.end != NEVER] + [(seen, 0) for seen in self.reads]
        by_end = sorted((seen for seen, _ in observed), key=lambda seen: seen.end)
        highest, place = None, 0
        for seen, raise_ in sorted(observed, key=lambda item: item[0].begin):
            while place < len(by_end) and by_end[place].end < seen.begin:
                if highest is None or by_end[place].value > highest.value:
                    highest = by_end[place]
                place += 1
            if highest is not None and seen.value < highest.value + raise_:
                yield _told("lower than what was there before", [highest, seen])

    def _missing(self):
        """Numbers below one that was seen, which no step has made."""
        observed = [seen for seen in self.steps if seen.end != NEVER] + self.reads
        if not observed:
            return
        made = {step.value for step in self.steps if step.end != NEVER}
        top = max(seen.value for seen in observed)
        needed_before, earliest, by_value = {}, NEVER, collections.defaultdict(lambda: NEVER)
        for seen in observed:
            by_value[seen.value] = min(by_value[seen.value], seen.end)
        for number in range(top, 0, -1):
            earliest = min(earliest, by_value[number])
            if number not in made:
                needed_before[number] = earliest
        unknown = sorted(step.begin for step in self.steps if step.end == NEVER)
        for taken, (number, moment) in enumerate(sorted(needed_before.items(), key=lambda item: item[1])):
            if taken >= len(unknown) or unknown[taken] > moment:
                witness = min((seen for seen in observed if seen.value >= number), key=lambda seen: seen.end)
                yield _told(f"a number that no step has made: {number}", [witness])


def _told(what, observations):
    return "\n".join([what, *(f"    {seen}" for seen in observations)])
