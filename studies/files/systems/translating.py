"""What changes from one sight of an incident to the next becomes commands.

An incident is opened at `opened_at` and received at `received_at` where that is known and later. Each sight counts at
its `at`, on the wall clock of the zone that is given; one that lies before the sight above it, or before the opening,
counts from there, and is told. What a sight changes becomes commands, in this order: reopen, change priority, confirm
priority, assign, acknowledge, and what the new state asks for (`studies.files.states`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from domain.deciding.parsing import read_command, read_opening
from domain.errors import DomainError
from studies.files.drafts import Draft, Understood
from studies.files.exported_time import read
from studies.files.incidents import Incident
from studies.files.policy import Policy, priority
from studies.files.states import ENDED, Asked, State, reopened, transition
from studies.files.systems.meanings import Meanings
from studies.files.systems.sight import Sight

COUNTED = 6
"""Digits of a count of reopenings; more are none."""


@dataclass(slots=True)
class _Now:
    """The incident as the last sight left it."""

    at: datetime
    state: State = State.NEW
    priority: str = ""
    confirmed: bool = False
    owner: str = ""
    reopenings: int = 0
    acknowledged: bool = False


class Translation:
    """One incident, its sights translated one after another."""

    def __init__(
        self,
        draft: Draft,
        *,
        zone: str,
        policy: Policy,
        priorities: Mapping[str, tuple[str, ...]],
        meanings: Meanings,
    ) -> None:
        self.understood = Understood()
        self._id, self._order, self._zone = draft.id, draft.order, zone
        self._policy, self._priorities, self._meanings = policy, priorities, meanings
        self._opening: dict[str, object] = {}
        self._commands: list[object] = []
        self._ids: set[str] = set()
        self._seen: set[Sight] = set()
        self._now: _Now | None = None
        for row in draft.rows:
            before, opened = len(self._commands), self._now is not None
            if row.fault is not None:
                self.understood.lose(row.line, self._id, row.fault, rows=row.stands_for)
                continue
            if not row.cells:
                self.understood.rows.unchanged += row.stands_for
                continue
            try:
                fresh = self._take(row.line, Sight(*row.cells))
            except (DomainError, ValidationError) as fault:
                del self._commands[before:]
                if not opened:
                    self._opening, self._now = {}, None
                self.understood.lose(row.line, self._id, _said(fault))
                continue
            brought = len(self._commands) - before
            self.understood.lines += [row.line] * brought
            if fresh or brought:
                self.understood.rows.used += row.stands_for
            else:
                self.understood.rows.unchanged += row.stands_for
        if self._opening:
            self.understood.incident = Incident.model_validate(
                {"id": self._id, "commands": tuple(self._commands), **self._opening}
            )

    def _take(self, line: int, sight: Sight) -> bool:
        """What one sight says. The answer is whether it opened the incident. Raises `DomainError`."""
        state = self._meanings.state(sight.state, sight.reason, self._policy.states)
        choice = self._policy.choice(sight.chosen if self._policy.column else None)
        known = self._priorities[choice.contract or ""]
        ranked = priority(sight.priority, choice, known, self._meanings.rank(sight.priority))
        opening = self._now is None
        if self._now is not None and self._is_repeated(sight, self._now.at):
            return False
        self._seen.add(sight)
        now = self._now or self._opened(sight, choice.fields(), ranked)
        at = self._instant(line, sight, now.at)
        self._now = now
        self._changes(line, sight, now, state, ranked, at)
        return opening

    def _is_repeated(self, sight: Sight, floor: datetime) -> bool:
        """Whether it was seen before and lies before what came since: the pages of an export overlap."""
        return sight in self._seen and read(sight.at, self._zone, self._order).not_before(floor) < floor

    def _opened(self, sight: Sight, fields: dict[str, str], ranked: str) -> _Now:
        zone, order = self._zone, self._order
        opened_at = read(sight.opened_at, zone, order).first
        read(sight.at, zone, order)
        received_at = None
        if sight.received_at:
            created = read(sight.received_at, zone, order).not_before(opened_at)
            received_at = created if created > opened_at else None
        channel = fields.get("channel") or self._meanings.channels.get(sight.channel.lower(), "web")
        opened = read_opening(
            {
                "ticket": self._id,
                "customer": sight.customer or "unknown caller",
                "subject": sight.subject or f"incident {self._id}",
                "request": {**fields, "channel": channel, "priority": ranked},
            }
        )
        self._opening = {
            "opened_at": opened_at,
            "received_at": received_at,
            "customer": opened.customer,
            "subject": opened.subject,
            "request": opened.request,
        }
        return _Now(at=received_at or opened_at, priority=ranked)

    def _instant(self, line: int, sight: Sight, floor: datetime) -> datetime:
        reading = read(sight.at, self._zone, self._order)
        at = reading.not_before(floor)
        if reading.skipped:
            wrong = f"{sight.at} is skipped by the clocks of {self._zone}; it counts an hour later"
            self.understood.mention(line, self._id, wrong)
        if at < floor:
            wrong = f"{sight.at} lies before what the incident has behind it; it counts from there"
            self.understood.mention(line, self._id, wrong)
        return max(at, floor)

    def _changes(self, line: int, sight: Sight, now: _Now, state: State, ranked: str, at: datetime) -> None:
        asked: list[Asked] = []
        counts = sight.reopened.isdecimal() and len(sight.reopened) <= COUNTED
        counted = int(sight.reopened) if counts else now.reopenings
        reopening = reopened(now.state, state, counted=counted > now.reopenings)
        if reopening:
            asked.append(Asked("reopen", {}))
        elif counted > now.reopenings:
            self.understood.mention(
                line, self._id, f"reopen_count rose to {counted} while the incident was not resolved; nothing to reopen"
            )
        if ranked != now.priority:
            asked.append(Asked("change_priority", {"priority": ranked}))
        confirmed = sight.confirmed.upper() == "TRUE"
        if confirmed and not now.confirmed:
            asked.append(Asked("confirm_priority", {}))
        if sight.owner and sight.owner != now.owner:
            asked.append(Asked("assign", {"to": sight.owner}))
        takes_charge = state not in (State.NEW, *ENDED) and not now.acknowledged
        if takes_charge:
            asked.append(Asked("acknowledge", {}))
        asked += transition(now.state, state, reopening=reopening)
        more = {"by": sight.by} if sight.by else {}
        commands = [
            read_command(one.type, {**one.fields, **more, "id": self._named(line, one.type), "at": at}) for one in asked
        ]
        self._commands += commands
        now.at, now.state, now.priority, now.reopenings = at, state, ranked, counted
        now.confirmed, now.owner = confirmed or now.confirmed, sight.owner or now.owner
        now.acknowledged = now.acknowledged or takes_charge

    def _named(self, line: int, type_: str) -> str:
        """An id that is the same whenever the file is read; several sights can stand on one line."""
        name, number = f"{line}:{type_}", 2
        while name in self._ids:
            name, number = f"{line}.{number}:{type_}", number + 1
        self._ids.add(name)
        return name


def _said(fault: DomainError | ValidationError) -> str:
    if isinstance(fault, DomainError):
        return fault.sentence.removeprefix("open: ").replace("request.", "")
    return "; ".join(f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}" for error in fault.errors())
