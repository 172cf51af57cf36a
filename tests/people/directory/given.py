"""Small directories, said in few words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.contract.faults import Finding, written
from people.directory.directory import Directory
from people.directory.loading.loader import examine
from tests.contracts.given import library

EUROPE = ("imagiclecare-5.0", "europe")
ROME = "Europe/Rome"


def rome(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant on a clock in Rome."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(ROME)).astimezone(UTC)


def person(name: str, **differing: Any) -> dict[str, Any]:
    """Somebody in Rome with a mail address."""
    channels = {
        "mail": {"kind": "mail", "address": "mailto://smtp.example?from=sla@example.com&to=somebody@example.com"}
    }
    return {"name": name, "language": "it", "zone": ROME, "channels": channels, **differing}


def away(deputy: str, starts: str, until: str) -> dict[str, str]:
    """A deputy, or an override."""
    return {"person": deputy, "starts": starts, "until": until}


def rotation(*people: str, **differing: Any) -> dict[str, Any]:
    """A weekly rotation that begins on Monday 2 November 2026, at nine in Rome."""
    written = {"people": list(people), "starts": "2026-11-02", "handover": "Mon 09:00", "zone": ROME, **differing}
    return {"rotation": written}


def office_hours(*, out_of_hours: Any = "nobody") -> dict[str, Any]:
    """Nine to six, Monday to Friday, in Rome."""
    week = {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    return {"hours": {"zone": ROME, "week": week}, "out_of_hours": out_of_hours}


def team(levels: Mapping[str, Any], **differing: Any) -> dict[str, Any]:
    """A team of ImagicleCare 5.0 in Europe."""
    return {"contracts": EUROPE[0], "theatres": EUROPE[1], "levels": dict(levels), **differing}


def a_file(*teams: Mapping[str, Any], **sections: Any) -> dict[str, Any]:
    """Anna, Bo, Carla and Dario, and teams of theirs."""
    people = {name.lower(): person(name) for name in ("Anna", "Bo", "Carla", "Dario")}
    people |= sections.pop("people", {})
    return {"people": people, "teams": list(teams) or [team({"support-team": {"people": ["anna"]}})], **sections}


def examined(file: Any) -> Directory | tuple[Finding, ...]:
    """The directory, or what is wrong with it."""
    return examine(file, library())


def a_directory(*teams: Mapping[str, Any], **sections: Any) -> Directory:
    """The directory of such a file."""
    found = examined(a_file(*teams, **sections))
    assert isinstance(found, Directory), found
    return found


def names(directory: Directory, level: str, at: datetime) -> list[str]:
    """The names of those who are told in Europe."""
    return [one.name for one in directory.who(*EUROPE, level, at).people]


def faults(file: Any) -> list[str]:
    """What is wrong with a file that cannot be used, a line for each fault."""
    found = examined(file)
    assert not isinstance(found, Directory)
    return [f"{written(one.path)}: {one.wrong}; {one.right}" for one in found]


def anna(**differing: Any) -> dict[str, Any]:
    """A file in which Anna differs."""
    return a_file(people={"anna": person("Anna", **differing)})


def channel(**parts: Any) -> dict[str, Any]:
    """A file in which Anna has this channel alone."""
    return anna(channels={"here": parts})
