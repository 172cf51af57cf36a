"""Which incidents of a study are rehearsed."""

from collections.abc import Sequence

from domain.errors import DomainError
from studies.files.drafts import Remark
from studies.files.incidents import Incident
from studies.simulation.study import Study


class NoSuchIncident(DomainError):
    """An incident that the file does not have, or nothing left to rehearse."""


def understood(study: Study) -> tuple[list[Incident], list[Remark]]:
    """The incidents of a study that begin before it ends, and what there is to say about rows that were lost.

    One of which a part of the history could not be read is none of them (semantics 24b).
    """
    incidents: list[Incident] = []
    lost = [remark for remark in study.remarks if remark.lost]
    for draft in study.drafts:
        found = study.reader.understand(draft)
        lost += [remark for remark in found.remarks if remark.lost]
        if found.incident is not None and not found.gaps and found.incident.arrivals[0] <= study.until:
            incidents.append(found.incident)
    return incidents, lost


def chosen(incidents: Sequence[Incident], *, only: Sequence[str] = (), sample: int | None = None) -> list[Incident]:
    """Those of these ids, or all; and so many of them, spread over the file. Raises `NoSuchIncident`."""
    known = {incident.id for incident in incidents}
    unknown = [id_ for id_ in only if id_ not in known]
    if unknown:
        raise NoSuchIncident(f"{unknown[0]!r} is not opened before the end; give the id of one of the incidents")
    found = [incident for incident in incidents if not only or incident.id in only]
    if not found:
        raise NoSuchIncident("no incident of the file is opened before the end; give a later --until, or leave it out")
    count = len(found) if sample is None else min(sample, len(found))
    return [found[place * len(found) // count] for place in range(count)]
