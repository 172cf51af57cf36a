"""A whole file as tickets to bring in, with all that is left out and why: nothing is lost or unexplained."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.text import Instant
from domain.value import Value
from moving.onboarding.examining import Arrival, Examiner, LeftOut
from moving.onboarding.expected import Expected
from studies.files.drafts import Draft, Reader, Remark, Rows, Understood, shown


class Totals(Value):
    """The tickets that come, in numbers."""

    tickets: int
    statuses: dict[str, int]
    """How many are `working`, `waiting` and `resolved`."""
    waiting_on: dict[str, int]
    """How many wait on whom."""
    past: dict[str, int]
    """How much of each kind is recorded as past."""
    with_a_miss: int
    """Tickets that come with a missed promise."""
    soon: int
    """Tickets for which something comes due within a day."""
    not_taken: int
    left_out: dict[str, int]
    """How many incidents are left out, and why."""


@dataclass(frozen=True)
class Plan:
    """What a file would bring."""

    at: Instant
    source: str
    format: str
    arrivals: tuple[Arrival, ...]
    left_out: tuple[LeftOut, ...]
    rows: Rows
    remarks: tuple[Remark, ...]

    @property
    def expected(self) -> tuple[Expected, ...]:
        """What each ticket would be."""
        return tuple(arrival.expected for arrival in self.arrivals)

    @property
    def refused(self) -> tuple[LeftOut, ...]:
        """The incidents that cannot come, though they are open."""
        return tuple(one for one in self.left_out if one.why == "refused")

    @property
    def totals(self) -> Totals:
        """The numbers of it."""
        seen = self.expected
        return Totals(
            tickets=len(seen),
            statuses=_counted(one.standing.status for one in seen),
            waiting_on=_counted(on for one in seen for on in one.standing.waiting_on),
            past=_counted(past.kind for one in seen for past in one.past),
            with_a_miss=sum(one.standing.breached for one in seen),
            soon=sum(_is_soon(one, self.at) for one in seen),
            not_taken=sum(len(one.not_taken) for one in seen),
            left_out=_counted(one.why for one in self.left_out),
        )


def plan(
    reader: Reader,
    drafts: Sequence[Draft],
    remarks: Iterable[Remark],
    examiner: Examiner,
    *,
    accept_gaps: bool = False,
    done: Callable[[int], None] = lambda _: None,
) -> Plan:
    """What these drafts would bring. `remarks` are of rows that belong to none; `done` hears how many are through.

    An incident with a hole in its history is held back, unless `accept_gaps` takes it with what is left (24b).
    """
    rows, said = Rows(), list(remarks)
    rows.reported += sum(remark.lost for remark in said)
    arrivals: dict[str, Arrival] = {}
    left_out: list[LeftOut] = []
    for draft in drafts:
        understood = reader.understand(draft)
        rows.add(understood.rows)
        said += understood.remarks
        if understood.incident is None or (understood.gaps and not accept_gaps):
            left_out.append(_held_back(draft, understood))
        else:
            lines = (draft.rows[0].line, *understood.lines)
            found = examiner.examine(understood.incident, lines)
            if isinstance(found, LeftOut):
                left_out.append(found)
            elif found.ticket in arrivals:
                twice = f"ticket {found.ticket} stands in the file twice; give each problem an id of its own"
                left_out.append(LeftOut(ticket=found.ticket, why="refused", sentence=twice, line=found.line))
            else:
                arrivals[found.ticket] = found
        done(1)
    return Plan(
        at=examiner.now,
        source=examiner.source,
        format=reader.name,
        arrivals=tuple(arrivals.values()),
        left_out=tuple(left_out),
        rows=rows,
        remarks=tuple(said),
    )


def _held_back(draft: Draft, understood: Understood) -> LeftOut:
    name = understood.incident.id if understood.incident is not None else shown(draft.id) or ""
    mend = "mend the file" if understood.incident is None else "mend the file, or give --accept-gaps"
    line = next((remark.line for remark in understood.gaps), None)
    return LeftOut(ticket=name, why="gap", sentence=f"{name} is held back, as {understood.gap}; {mend}", line=line)


def _is_soon(one: Expected, at: datetime) -> bool:
    return one.standing.next_due is not None and one.standing.next_due <= at + timedelta(days=1)


def _counted(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found
