"""Incidents from a ServiceNow audit export: one row for each update, the rows of one incident in order.

An incident is opened at `opened_at` and received at `sys_created_at` where that is known and later. Each row counts
at its `sys_updated_at`, on the wall clock of the zone that is given; one that lies before the row above it, or before
the opening, counts from there, and is told. What a row changes becomes commands, in this order: reopen, change
priority, confirm priority (`u_priority_confirmation`), assign (`assigned_to`), acknowledge, and what the new state
asks for (`simulation.states`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from domain.contract.spelling import instead
from domain.errors import DomainError
from domain.reading import read_command
from domain.request import Request
from simulation.drafts import Draft, Remark, Row, Understood
from simulation.incidents import Incident
from simulation.policy import Policy, priority
from simulation.states import ENDED, STATES, Asked, State, reopened, transition
from simulation.table import FileUnusable, Table
from simulation.wall_clock import read, readable

NEEDED = ("number", "incident_state", "opened_at", "sys_updated_at", "priority")
WANTED = (
    *NEEDED,
    *("sys_created_at", "sys_updated_by", "contact_type", "caller_id", "category", "subcategory", "reopen_count"),
    *("u_priority_confirmation", "assigned_to"),
)
UNKNOWN = "?"
CHANNELS = {"phone": "phone", "email": "email", "chat": "chat", "self service": "web"}


class _Unreadable(DomainError):
    """A row that cannot be understood."""


@dataclass(slots=True)
class _Now:
    """The incident as the last row left it."""

    at: datetime
    state: State = State.NEW
    priority: str = ""
    confirmed: bool = False
    owner: str = ""
    reopenings: int = 0
    acknowledged: bool = False


@dataclass(frozen=True)
class ServiceNow:
    """The reader of one export, on the wall clock of a zone, under a policy."""

    path: Path
    zone: str
    policy: Policy
    priorities: dict[str, tuple[str, ...]]
    """The priorities of each contract, from the highest to the lowest."""

    @property
    def name(self) -> str:
        """What people call the format."""
        return "ServiceNow audit export"

    @property
    def _columns(self) -> tuple[str, ...]:
        extra = self.policy.column
        return WANTED if extra is None or extra in WANTED else (*WANTED, extra)

    def drafts(self) -> Iterator[Draft | Remark]:
        """The incidents, in the order of their first rows. Raises `FileUnusable`."""
        table = Table(self.path)
        missing = [name for name in (*NEEDED, *filter(None, [self.policy.column])) if name not in table.names]
        if missing:
            raise FileUnusable(self.path, f"has no column {' and '.join(missing)}, which a ServiceNow export needs")
        places = [table.names.index(name) if name in table.names else None for name in self._columns]
        found: dict[str, list[Row]] = {}
        for row in table.rows():
            if row.fault is not None:
                yield Remark(row.line, None, row.fault, lost=True)
                continue
            cells = tuple(UNKNOWN if place is None else row.cells[place] for place in places)
            if cells[0] in ("", UNKNOWN):
                yield Remark(row.line, None, "the row has no incident number", lost=True)
                continue
            found.setdefault(cells[0], []).append(Row(row.line, cells))
        for number, rows in found.items():
            yield Draft(number, tuple(rows))

    def instants(self, draft: Draft) -> Iterator[datetime]:
        """When its rows were written."""
        place = self._columns.index("sys_updated_at")
        return readable((row.cells[place] for row in draft.rows), self.zone)

    def understand(self, draft: Draft) -> Understood:
        """The incident, its rows translated one after another."""
        return _Translation(self, draft).understood


class _Translation:
    def __init__(self, reader: ServiceNow, draft: Draft) -> None:
        self.understood = Understood(None)
        self._reader, self._id = reader, draft.id
        self._opening: dict[str, object] = {}
        self._commands: list[object] = []
        self._now: _Now | None = None
        for row in draft.rows:
            before, opened = len(self._commands), self._now is not None
            try:
                fresh = self._take(row.line, dict(zip(reader._columns, row.cells, strict=True)))
            except DomainError as fault:
                del self._commands[before:]
                if not opened:
                    self._opening, self._now = {}, None
                self.understood.lose(row.line, self._id, fault.sentence)
                continue
            if fresh or len(self._commands) > before:
                self.understood.rows.used += 1
            else:
                self.understood.rows.unchanged += 1
        self._finish(draft)

    def _finish(self, draft: Draft) -> None:
        if not self._opening:
            return
        try:
            self.understood.incident = Incident(id=draft.id, commands=tuple(self._commands), **self._opening)
        except ValidationError as invalid:
            wrong = "; ".join(
                f"{error['loc'][0] if error['loc'] else 'it'}: {error['msg']}" for error in invalid.errors()
            )
            rows = self.understood.rows
            rows.used, rows.unchanged = 0, 0
            told = {remark.line for remark in self.understood.remarks if remark.lost}
            for row in draft.rows:
                if row.line not in told:
                    self.understood.lose(row.line, None, f"the incident {draft.id[:100]!r} cannot be: {wrong}")

    def _take(self, line: int, cells: dict[str, str]) -> bool:
        """What one row says. The answer is whether it opened the incident. Raises `DomainError`."""
        state = STATES.get(cells["incident_state"])
        if state is None:
            raise _Unreadable(
                f"there is no state {cells['incident_state']!r}: {instead(cells['incident_state'], STATES)}"
            )
        choice = self._reader.policy.choice(cells[self._reader.policy.column] if self._reader.policy.column else None)
        known = self._reader.priorities[choice.contract or ""]
        ranked = priority(cells["priority"], choice, known)
        opening = self._now is None
        now = self._now or self._opened(line, cells, choice.fields(), ranked)
        at = self._instant(line, cells, now.at)
        self._now = now
        self._changes(line, cells, now, state, ranked, at)
        return opening

    def _opened(self, line: int, cells: dict[str, str], fields: dict[str, str], ranked: str) -> _Now:
        zone = self._reader.zone
        opened_at = read(cells["opened_at"], zone).first
        read(cells["sys_updated_at"], zone)
        received_at = None
        if cells["sys_created_at"] not in ("", UNKNOWN):
            created = read(cells["sys_created_at"], zone).not_before(opened_at)
            received_at = created if created > opened_at else None
        channel = fields.get("channel") or CHANNELS.get(cells["contact_type"].lower(), "web")
        subject = ", ".join(cells[name] for name in ("category", "subcategory") if cells[name] not in ("", UNKNOWN))
        self._opening = {
            "opened_at": opened_at,
            "received_at": received_at,
            "customer": cells["caller_id"] if cells["caller_id"] not in ("", UNKNOWN) else "unknown caller",
            "subject": subject or f"incident {self._id}",
            "request": Request.model_validate({**fields, "channel": channel, "priority": ranked}),
        }
        return _Now(at=received_at or opened_at, priority=ranked)

    def _instant(self, line: int, cells: dict[str, str], floor: datetime) -> datetime:
        reading = read(cells["sys_updated_at"], self._reader.zone)
        at = reading.not_before(floor)
        if reading.skipped:
            wrong = (
                f"{cells['sys_updated_at']} is skipped by the clocks of {self._reader.zone}; it counts an hour later"
            )
            self.understood.mention(line, self._id, wrong)
        if at < floor:
            wrong = f"{cells['sys_updated_at']} lies before what the incident has behind it; it counts from there"
            self.understood.mention(line, self._id, wrong)
        return max(at, floor)

    def _changes(self, line: int, cells: dict[str, str], now: _Now, state: State, ranked: str, at: datetime) -> None:
        asked: list[Asked] = []
        counted = int(cells["reopen_count"]) if cells["reopen_count"].isdecimal() else now.reopenings
        reopening = reopened(now.state, state, counted=counted > now.reopenings)
        if reopening:
            asked.append(Asked("reopen", {}))
        elif counted > now.reopenings:
            self.understood.mention(
                line, self._id, f"reopen_count rose to {counted} while the incident was not resolved; nothing to reopen"
            )
        if ranked != now.priority:
            asked.append(Asked("change_priority", {"priority": ranked}))
        confirmed = cells["u_priority_confirmation"].upper() == "TRUE"
        if confirmed and not now.confirmed:
            asked.append(Asked("confirm_priority", {}))
        owner = "" if cells["assigned_to"] == UNKNOWN else cells["assigned_to"]
        if owner and owner != now.owner:
            asked.append(Asked("assign", {"to": owner}))
        takes_charge = state not in (State.NEW, *ENDED) and not now.acknowledged
        if takes_charge:
            asked.append(Asked("acknowledge", {}))
        asked += transition(now.state, state, reopening=reopening)
        by = cells["sys_updated_by"]
        more = {"by": by} if by not in ("", UNKNOWN) else {}
        for one in asked:
            message = {**one.fields, **more, "id": f"{line}:{one.type}", "at": at}
            self._commands.append(read_command(one.type, message))
        now.at, now.state, now.priority, now.reopenings = at, state, ranked, counted
        now.confirmed, now.owner = confirmed or now.confirmed, owner or now.owner
        now.acknowledged = now.acknowledged or takes_charge
