"""Which cases are compared: a seeded grid over everything that a request can say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import product
from random import Random

from tests.oracle.instants import instants
from tests.oracle.rules import (
    CHANNELS,
    IMAGEN_ATTENTION,
    IMAGEN_CHANNELS,
    LANGUAGES,
    MEXICO,
    NEAREST,
    OFFICES,
    PLANS,
    PRIORITIES,
    REST_OF_THE_WORLD,
)
from tests.oracle.second_opinion import Case

STARTS = {
    "imagiclecare-4.1": datetime(2020, 3, 2, tzinfo=UTC),
    "imagiclecare-5.0": datetime(2024, 10, 2, tzinfo=UTC),
    "imagen-ti": datetime(2000, 1, 1, tzinfo=UTC),
}
"""The first whole day of each contract, wherever on Earth its office stands; before it there is no support."""

CONTRACT_AND_PLAN = (
    *product(("imagiclecare-4.1", "imagiclecare-5.0"), PLANS),
    ("imagen-ti", "standard"),
)


def requests(contract: str, plan: str) -> Iterator[Case]:
    """Every request that a plan serves, at the first instant of its contract."""
    at = STARTS[contract]
    if contract == "imagen-ti":
        for priority, channel, language in product(IMAGEN_ATTENTION, IMAGEN_CHANNELS, ("es", "en")):
            yield Case(contract, plan, None, priority, channel, language, at)
        return
    places = (*product(OFFICES, (None, "Asia/Tokyo")), *product((REST_OF_THE_WORLD,), NEAREST))
    # Monitoring serves Basic only under a cloud licence of 5.0, and end users never ask on Basic.
    channels = CHANNELS[:-1] if (contract, plan) == ("imagiclecare-4.1", "basic") else CHANNELS
    requesters = ("administrator",) if plan == "basic" else ("administrator", "end-user")
    for (theatre, zone), *asked in product(places, PRIORITIES, channels, LANGUAGES, requesters):
        priority, channel, language, requester = asked
        yield Case(contract, plan, theatre, priority, channel, language, at, zone, requester)


def zone_of(case: Case) -> str:
    """The time zone of the office that serves a case."""
    if case.contract == "imagen-ti":
        return MEXICO.zone
    theatre = NEAREST[str(case.customer_zone)] if case.theatre == REST_OF_THE_WORLD else str(case.theatre)
    return OFFICES[theatre].zone


@cache
def instants_of(contract: str, zone: str) -> tuple[datetime, ...]:
    """The instants that matter in an office from the start of a contract on."""
    return tuple(at for at in instants(zone) if at >= STARTS[contract])


def grid(contract: str, plan: str, rounds: int, seed: int) -> Iterator[Case]:
    """So many cases of each theatre and priority; customers, channels, languages and instants as the seed has it."""
    random = Random(f"{contract} {plan} {seed}")
    alike: dict[tuple[str | None, str], list[Case]] = {}
    for case in requests(contract, plan):
        alike.setdefault((case.theatre, case.priority), []).append(case)
    for cases in alike.values():
        for case in random.choices(cases, k=rounds):
            yield replace(case, at=random.choice(instants_of(contract, zone_of(case))))


def around_on_call() -> Iterator[Case]:
    """Calls at night, each with the requests that differ from it in one thing, on call or not."""
    night = datetime(2026, 9, 24, 1, 30, tzinfo=UTC)
    for contract, priority in product(("imagiclecare-4.1", "imagiclecare-5.0"), ("P1", "P2", "P3")):
        called = Case(contract, "platinum", "europe", priority, "phone", "en", night)
        yield called
        yield replace(called, plan="gold")
        yield replace(called, requester="end-user")
        yield from (replace(called, channel=channel) for channel in ("proactive", "web"))
        yield replace(called, language="it")
        yield replace(called, customer_zone="Asia/Tokyo")
        for zone in ("Asia/Karachi", "Asia/Kolkata"):
            yield replace(called, theatre=REST_OF_THE_WORLD, customer_zone=zone)
