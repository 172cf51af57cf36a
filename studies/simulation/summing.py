"""From the tally to the report."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from studies.files.drafts import Remark, Rows
from studies.simulation.report import (
    Escalations,
    Heat,
    HeldBack,
    Noted,
    NotTaken,
    Paused,
    PromiseCount,
    Report,
    Source,
    Spread,
    Told,
)
from studies.simulation.tally import BINS, Row, Tally
from studies.simulation.verdicts import STATES


def report_of(tally: Tally, source: Source, until: datetime, held: Sequence[HeldBack] = ()) -> Report:
    """What the tally says about the incidents of a file; `held` are those that are not in it."""
    return Report(
        source=source,
        until=until,
        policies=dict(tally.policies.most_common()),
        zones=tuple(tally.zones),
        incidents=tally.sums["tickets"] + len(tally.unopened) + len(held),
        simulated=tally.sums["tickets"],
        unopened=tuple(tally.unopened),
        held_back=tuple(held),
        statuses=dict(tally.statuses.most_common()),
        events=tally.sums["events"],
        to_come=tally.sums["to_come"],
        promises=tuple(_promises(tally)),
        escalations=tuple(_escalations(tally)),
        told=tuple(_told(tally)),
        woken=tuple(tally.woken),
        heat=Heat(alarms=_week(tally, "alarm"), news=_week(tally, "news"), outside=_week(tally, "outside")),
        paused=tuple(_paused(tally)),
        nearest=tuple(near for _, near in tally.near),
        not_taken=tuple(
            NotTaken(asked=asked, after_closing=after, count=count, example=tally.examples[asked, after].sentence)
            for (asked, after), count in tally.turned.most_common()
        ),
    )


def source_of(file: str, format: str, zone: str, rows: Rows, remarks: Iterable[Remark]) -> Source:
    """What became of the rows of a file."""
    noted = [Noted(line=one.line, incident=one.incident, sentence=one.sentence, lost=one.lost) for one in remarks]
    return Source(
        file=file,
        format=format,
        zone=zone,
        rows=rows.total,
        used=rows.used,
        unchanged=rows.unchanged,
        reported=rows.reported,
        remarks=tuple(sorted(noted, key=lambda one: one.line)),
    )


def spread(ordered: list[int]) -> Spread | None:
    """The spread of numbers in order: the median and p90 are the nearest ranks."""
    if not ordered:
        return None
    count = len(ordered)
    return Spread(median=ordered[(count - 1) // 2], p90=ordered[-(-count * 9 // 10) - 1], worst=ordered[-1])


def _promises(tally: Tally) -> Iterator[PromiseCount]:
    def rank(row: Row) -> tuple[int, str, str, str]:
        return tally.priorities.get(row[0], 99), row[0], row[1], row[2] or ""

    for row in sorted(tally.late, key=rank):
        priority, promise, level = row
        yield PromiseCount(
            priority=priority,
            promise=promise,
            level=level,
            **{state: tally.states[row, state] for state in STATES},
            distance=spread(sorted(tally.late[row])),
            shares=tuple(tally.tenths[row, tenth] for tenth in range(BINS)),
        )


def _escalations(tally: Tally) -> Iterator[Escalations]:
    for level in _by_height(tally, {level for level, _, _ in tally.steps}):
        weeks: Counter[str] = Counter()
        asked: Counter[bool] = Counter()
        for (name, was_asked, week), count in tally.steps.items():
            if name == level:
                weeks[week] += count
                asked[was_asked] += count
        yield Escalations(level=level, by_clock=asked[False], asked=asked[True], weeks=dict(sorted(weeks.items())))


_KINDS = {"alarms": "alarm", "news": "news", "outside": "outside", "night": "night", "night_alarms": "night alarm"}


def _told(tally: Tally) -> Iterator[Told]:
    for recipient in _by_height(tally, {recipient for recipient, _ in tally.told}):
        counts = {field: tally.told[recipient, kind] for field, kind in _KINDS.items()}
        yield Told(recipient=recipient, nights=len(tally.nights.get(recipient, ())), **counts)


def _paused(tally: Tally) -> Iterator[Paused]:
    for on in sorted({on for on, _ in tally.paused}, key=lambda on: (-tally.paused[on, "seconds"], on)):
        counts = {what: tally.paused[on, what] for what in ("tickets", "seconds", "working_seconds")}
        yield Paused(on=on, **counts)


def _week(tally: Tally, kind: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(tally.heat[kind, day, hour] for hour in range(24)) for day in range(7))


def _by_height(tally: Tally, names: set[str]) -> list[str]:
    return sorted(names, key=lambda name: (tally.levels.get(name, 99), name))
