"""From a list of changes to what was seen: an issue as it was created, and again after each change.

How an issue began is what its first changes started from, and its present fields where they never changed. Where a
change starts from something else than the one before it left, or the last one leaves something else than there is now,
a change is missing: that is a hole in the history, and it is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from studies.files.drafts import Row
from studies.files.systems.sight import Sight

STATE, REASON, PRIORITY, OWNER = "state", "reason", "priority", "owner"
FOLLOWED = (STATE, REASON, PRIORITY, OWNER)
"""What a list of changes is read for; changes of anything else bring nothing."""
JUDGED = (STATE, PRIORITY)
"""What no change may be missing of, as the clock depends on it. People are renamed, and named as an export likes."""


class Worth(NamedTuple):
    """What a field holds: how it is shown, and its key where the system has one, which outlives a renaming."""

    shown: str
    key: str = ""

    def is_as(self, other: "Worth") -> bool:
        """Whether both are the same thing."""
        if self.key and other.key and self.key == other.key:
            return True
        return self.shown.casefold() == other.shown.casefold()


NOTHING = Worth("")


@dataclass(frozen=True, slots=True)
class Change:
    """Some fields of an issue changed at once."""

    line: int
    at: str
    by: str = ""
    after: Mapping[str, Worth] = field(default_factory=dict)
    before: Mapping[str, Worth] = field(default_factory=dict)
    """What they held, where the system says so."""
    rows: int = 1
    """Of the file, that say so."""


@dataclass(slots=True)
class Issue:
    """An issue with its changes, in the order of time, as an export has it."""

    line: int
    opened_at: str = ""
    customer: str = ""
    subject: str = ""
    channel: str = ""
    chosen: str = ""
    began: dict[str, Worth] = field(default_factory=dict)
    """What its fields held when it was created, where the system says so."""
    present: dict[str, Worth] = field(default_factory=dict)
    """What they hold now, as far as that is known."""
    changes: list[Change] = field(default_factory=list)
    faults: list[Row] = field(default_factory=list)
    """What could not be read of it."""
    creation: int = 1
    """Rows of the file that say how it began."""
    beside: list[int] = field(default_factory=list)
    """Lines that say of it what nothing here is made of."""
    uncreated: str = "nothing says when it was created; export its creation too"
    """What to say where nothing does."""

    def rows(self) -> Iterator[Row]:
        """What was seen of it, as `Sight`s; and what is missing, as rows that say so."""
        yield from self.faults
        now = {name: self.began.get(name) or _first(name, self.present, self.changes) for name in FOLLOWED}
        if not self.opened_at:
            lost = self.creation + len(self.beside) + sum(change.rows for change in self.changes)
            yield Row(self.line, (), self.uncreated, stands_for=max(lost, 1))
            return
        yield Row(self.line, tuple(self._sight(self.opened_at, "", now)), stands_for=self.creation)
        yield from (Row(line, ()) for line in self.beside)
        told: set[tuple[str, str, Worth, Worth | None]] = set()
        for change in self.changes:
            after = dict(change.after)
            for name, before in change.before.items():
                said = change.at, name, before, after.get(name)
                if name in JUDGED and not before.is_as(now[name]):
                    if said in told:
                        # Pages of an export overlap: it was told before, and changes nothing again.
                        del after[name]
                    else:
                        yield Row(change.line, (), _gap(name, change, before, now[name]))
                told.add(said)
            now |= after
            yield Row(change.line, tuple(self._sight(change.at, change.by, now)), stands_for=change.rows)
        for name, present in self.present.items():
            if name in JUDGED and not present.is_as(now[name]):
                ends = f"its changes end with {now[name].shown!r}: some are missing"
                yield Row(self.line, (), f"its {name} is {present.shown!r} now, and {ends}")

    def _sight(self, at: str, by: str, now: Mapping[str, Worth]) -> Sight:
        return Sight(
            at=at,
            state=now[STATE].shown,
            reason=now[REASON].shown,
            priority=now[PRIORITY].shown or "none",
            owner=now[OWNER].shown,
            opened_at=self.opened_at,
            by=by,
            customer=self.customer,
            subject=self.subject,
            channel=self.channel,
            chosen=self.chosen,
        )


def _first(name: str, present: Mapping[str, Worth], changes: Sequence[Change]) -> Worth:
    for change in changes:
        if name in change.after:
            return change.before.get(name, NOTHING)
    return present.get(name, NOTHING)


def _gap(name: str, change: Change, before: Worth, now: Worth) -> str:
    return (
        f"the change of its {name} at {change.at} starts from {before.shown!r}, and before it was {now.shown!r}: "
        "a change is missing"
    )


def dated(issues: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """The texts that date what was seen."""
    for row in issues:
        if row.cells:
            sight = Sight(*row.cells)
            yield from ((row.line, text) for text in (sight.at, sight.opened_at) if text)
