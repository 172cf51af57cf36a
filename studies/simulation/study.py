"""One study: a file of incidents under a policy, perhaps against another, from the file to its report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from domain.errors import DomainError
from studies.files.drafts import Draft, Reader, Remark, Rows
from studies.simulation.comparing import Comparison
from studies.simulation.crowd import Plan, Simulator, simulate
from studies.simulation.rebinding import Against
from studies.simulation.report import Report
from studies.simulation.stories import Story
from studies.simulation.summing import report_of, source_of


class NoSuchStory(DomainError):
    """A ticket that the file does not have."""


class NothingToSimulate(DomainError):
    """A file without one incident that can be dated."""


@dataclass(frozen=True)
class Study:
    """What is asked. Every part of it was checked."""

    path: Path
    reader: Reader
    zone: str
    drafts: tuple[Draft, ...]
    remarks: tuple[Remark, ...]
    """Of rows that belong to no incident."""
    until: datetime
    contracts: Path | None = None
    against: Against | None = None

    @property
    def plan(self) -> Plan:
        """What each process is told."""
        return Plan(self.reader, self.until, self.contracts, self.against)


@dataclass(frozen=True)
class Findings:
    """What a study found."""

    report: Report
    comparison: Comparison | None
    telling: Mapping[int, str]
    """The drafts whose stories tell the most, and why."""


def study(
    path: Path,
    reader: Reader,
    zone: str,
    *,
    until: datetime | None = None,
    contracts: Path | None = None,
    against: Against | None = None,
) -> Study:
    """Read the file's rows. `until` is the last instant that the file names, where none is given.

    Raises `FileUnusable`, `NothingToSimulate`.
    """
    drafts: list[Draft] = []
    remarks: list[Remark] = []
    for found in reader.drafts():
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            remarks.append(found)
    if until is None:
        until = max((at for draft in drafts for at in reader.instants(draft)), default=None)
    if until is None:
        lost = chain(remarks, (gap for draft in drafts for gap in reader.understand(draft).gaps))
        first = next((f": line {gap.line}: {gap.sentence}" for gap in lost), "")
        raise NothingToSimulate(
            f"{str(path)!r} has no incident with a date that can be read, and each needs one{first}"
        )
    return Study(path, reader, zone, tuple(drafts), tuple(remarks), until, contracts, against)


def conduct(
    asked: Study,
    *,
    processes: int | None = None,
    prepare: Callable[[], None] = lambda: None,
    done: Callable[[int], None] = lambda _: None,
) -> Findings:
    """Simulate every incident and add up. See `crowd.simulate` for the last three."""
    sums = simulate(asked.drafts, asked.plan, processes=processes, prepare=prepare, done=done)
    sums.rows.add(Rows(reported=sum(remark.lost for remark in asked.remarks)))
    remarks = (*asked.remarks, *sums.remarks)
    source = source_of(asked.path.name, asked.reader.name, asked.zone, sums.rows, remarks)
    report = report_of(sums.tally, source, asked.until, sums.held)
    comparison = None
    if asked.against is not None:
        comparison = sums.comparing.comparison(report, report_of(sums.against, source, asked.until, sums.held))
    return Findings(report, comparison, sums.picking.picked())


def story(asked: Study, ticket: str) -> list[Story]:
    """The story of one ticket of the file, and the one that it would have under the other policy.

    Raises `NoSuchStory`.
    """
    for draft in [draft for draft in asked.drafts if draft.id == ticket] or asked.drafts:
        understood = asked.reader.understand(draft)
        if understood.incident is not None and understood.incident.id == ticket:
            if understood.gaps:
                raise NoSuchStory(f"{ticket!r} has no story that can be told: {understood.gap}")
            found = Simulator(asked.plan).stories(understood.incident, "asked for")
            if not found:
                raise NoSuchStory(f"{ticket!r} cannot be opened and has no story; ask for another ticket")
            return found
    raise NoSuchStory(f"{ticket!r} is not opened in {str(asked.path)!r}; give the id of one of its incidents")


def telling(asked: Study, found: Findings) -> list[Story]:
    """The stories that tell the most."""
    simulator = Simulator(replace(asked.plan, against=None))
    told: list[Story] = []
    for place, why in found.telling.items():
        incident = asked.reader.understand(asked.drafts[place]).incident
        told += simulator.stories(incident, why) if incident is not None else []
    return told
