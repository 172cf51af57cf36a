"""What `preview` must answer, computed from the tables alone: nothing of the engine and none of its files is used."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tests.oracle.rules import (
    ASIA_PACIFIC,
    ESCALATION_HOURS,
    EXTENSIONS,
    GUARANTEED_LANGUAGES_IN_5_0,
    HOUR,
    IMAGEN_ATTENTION,
    IMAGEN_LEVELS,
    IN_WORKING_DAYS,
    LEVELS,
    MEXICO,
    MINUTE,
    NEAREST,
    OFFICES,
    ON_CALL_CHANNELS,
    ON_CALL_PRIORITIES,
    REACTION,
    RENAMED_IN_5_0,
    REST_OF_THE_WORLD,
    Office,
)
from tests.oracle.wall_clock import after, end_of_next_working_day


@dataclass(frozen=True)
class Case:
    """What is asked of `preview`."""

    contract: str
    plan: str
    theatre: str | None
    """`None` where the contract knows none (Imagen TI); "rest-of-the-world" goes with a customer's zone."""
    priority: str
    channel: str
    language: str
    at: datetime
    customer_zone: str | None = None
    requester: str = "administrator"


Promises = dict[tuple[str, str | None], datetime | None]
"""The deadline of each promise, by its name and, for an escalation, its level."""


@dataclass(frozen=True)
class Opinion:
    """What is promised, and whether it is guaranteed."""

    promises: Promises
    guaranteed: bool


def second_opinion(case: Case) -> Opinion:
    """The promises of a ticket with these properties that nobody touches."""
    at = case.at.astimezone(UTC)
    if case.contract == "imagen-ti":
        return Opinion(_imagen(case, at), guaranteed=True)
    return Opinion(_imagiclecare(case, at), _is_guaranteed(case))


def _imagen(case: Case, at: datetime) -> Promises:
    asked_for: Promises = {("escalation", level): None for level in IMAGEN_LEVELS}
    return asked_for | {
        ("reception", None): after(MEXICO, at, 30 * MINUTE),
        ("attention", None): after(MEXICO, at, IMAGEN_ATTENTION[case.priority]),
    }


def _imagiclecare(case: Case, at: datetime) -> Promises:
    office = _office(case)
    promises: Promises = {("reaction", None): _reaction(case, office, at)}
    if case.contract == "imagiclecare-4.1":
        promises["priority-notification", None] = _priority_notification(case, office, at)
    return promises | _ladder(case, office, at)


def _office(case: Case) -> Office:
    theatre = NEAREST[str(case.customer_zone)] if case.theatre == REST_OF_THE_WORLD else str(case.theatre)
    if case.plan == "basic":
        return OFFICES[theatre]
    return replace(OFFICES[theatre], extension=EXTENSIONS[case.contract][theatre])


def _is_on_call(case: Case) -> bool:
    return (
        case.plan == "platinum"
        and case.priority in ON_CALL_PRIORITIES[case.contract]
        and case.channel in ON_CALL_CHANNELS
        and case.customer_zone not in ASIA_PACIFIC
        and case.requester != "end-user"
    )


def _reaction(case: Case, office: Office, at: datetime) -> datetime | None:
    if _is_on_call(case):
        return at + REACTION[case.priority]
    if case.plan != "basic":
        return after(office, at, REACTION[case.priority])
    match case.priority:
        case "P1":
            return end_of_next_working_day(office, at)
        case "P2":
            return after(office, at, _working_days(2, office))
        case _:
            return None


def _priority_notification(case: Case, office: Office, at: datetime) -> datetime | None:
    if case.priority != "P1":
        return None
    if _is_on_call(case):
        return at + 30 * MINUTE
    return after(office, at, 4 * HOUR if case.plan == "basic" else 30 * MINUTE)


def _ladder(case: Case, office: Office, at: datetime) -> Promises:
    renamed = RENAMED_IN_5_0 if case.contract == "imagiclecare-5.0" else {}
    due: Promises = {("escalation", renamed.get(level, level)): None for level in LEVELS}
    for column, level in ESCALATION_HOURS[case.priority].items():
        budget = _working_days(IN_WORKING_DAYS[column], office) if case.plan == "basic" else column * HOUR
        due["escalation", renamed.get(level, level)] = after(office, at, budget)
    return due


def _working_days(number: int, office: Office) -> timedelta:
    return number * len(office.hours) * HOUR


def _is_guaranteed(case: Case) -> bool:
    if case.contract == "imagiclecare-4.1":
        return True
    return case.channel != "email" and case.language in GUARANTEED_LANGUAGES_IN_5_0[str(case.theatre)]
