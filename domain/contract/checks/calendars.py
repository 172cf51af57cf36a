"""What a theatre's calendar needs to be built: a zone, a country with holidays, hours for every plan."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

from domain.contract.checks.draft import Draft
from domain.contract.faults import Finding, Path
from domain.contract.places import PublicHolidays, Theatre
from domain.contract.spelling import instead, listed, nearest
from domain.contract.zones import unknown_zone


def check(
    draft: Draft, countries: Collection[str], holidays_of: Callable[[str], Collection[str]] | None
) -> Iterator[Finding]:
    """Unknown zones, countries and holidays, days that are given twice, and an extension that a plan lacks."""
    extended = [name for name, plan in draft.plans.items() if plan.extended_days or plan.reaches_holidays]
    for name, theatre in draft.theatres.items():
        here: Path = ("theatres", name)
        if problem := unknown_zone(theatre.zone):
            yield Finding((*here, "zone"), *problem)
        yield from _country(here, theatre, countries)
        kept = theatre.public_holidays
        if holidays_of is not None and kept.no_days_off and kept.country in countries:
            yield from _holidays(here, kept, holidays_of(kept.country))
        yield from _twice(here, theatre)
        if extended and theatre.extension is None and not draft.clouded((*here, "extension")):
            wrong = f"is missing, and {listed(extended).replace(' or ', ' and ')} reach beyond the standard days"
            yield Finding((*here, "extension"), wrong, "give its days and hours")
    yield from _of_faulty_ones(draft, countries)


def _of_faulty_ones(draft: Draft, countries: Collection[str]) -> Iterator[Finding]:
    """Unknown zones and countries of theatres that could not be read for another fault of theirs."""
    written = draft.plain.get("theatres")
    for name, entry in written.items() if isinstance(written, Mapping) else ():
        if name in draft.theatres or not isinstance(entry, Mapping):
            continue
        zone, holidays = entry.get("zone"), entry.get("public_holidays")
        if isinstance(zone, str) and zone and (problem := unknown_zone(zone)):
            yield Finding(("theatres", name, "zone"), *problem)
        country = holidays.get("country") if isinstance(holidays, Mapping) else None
        if isinstance(country, str) and re.fullmatch("[A-Z]{2}", country):
            yield from _known(("theatres", name), country, countries)


def _country(here: Path, theatre: Theatre, countries: Collection[str]) -> Iterator[Finding]:
    yield from _known(here, theatre.public_holidays.country, countries)


def _known(here: Path, country: str, countries: Collection[str]) -> Iterator[Finding]:
    if country not in countries:
        near = nearest(country, sorted(one for one in countries if len(one) == len(country)))
        right = f"did you mean {listed(near)}?" if near else "write a two-letter code such as IT"
        yield Finding((*here, "public_holidays", "country"), f"the public holidays of {country!r} are not known", right)


def _holidays(here: Path, kept: PublicHolidays, known: Collection[str]) -> Iterator[Finding]:
    for index, name in enumerate(kept.no_days_off):
        if name not in known:
            wrong = f"{name!r} is no public holiday of {kept.country}"
            yield Finding((*here, "public_holidays", "no_days_off", index), wrong, instead(name, sorted(known)))


def _twice(here: Path, theatre: Theatre) -> Iterator[Finding]:
    for day, count in Counter(theatre.days).items():
        if count > 1:
            yield Finding((*here, "days"), f"{day} is there {count} times", "name each day once")
    for day in theatre.extension.days if theatre.extension else ():
        if day in theatre.days:
            yield Finding((*here, "extension", "days"), f"{day} is a standard day already", "leave it out of one")
    for date, count in Counter(single.date for single in theatre.single_dates).items():
        if count > 1:
            yield Finding((*here, "single_dates"), f"{date} is there {count} times", "give each date once")
