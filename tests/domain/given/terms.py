"""Terms made by hand, like those that the contracts give: an office in Rome, open from Monday to Friday."""

from datetime import date, timedelta

from domain.business_time import CalendarSpec, OpenHours, Week
from domain.terms.terms import Level, NextWorkingDay, OnCall, PromiseName, Row, Silence, Step, Target, Terms, Within
from tests.domain.given.times import hours, minutes

TEAM, LEADER, MANAGER, CTO = "support-team", "team-leader", "support-manager", "cto"
DESK, TECHNICAL, MAKER = "help-desk", "technical-manager", "manufacturer"
NINE_TO_SIX = (OpenHours.parse("09:00-18:00"),)
HOLIDAYS = {
    date(2026, 4, 6): "Easter Monday",
    date(2026, 5, 1): "Labour Day",
    date(2026, 6, 2): "Republic Day",
}
OFFICE_HOURS = CalendarSpec(
    zone="Europe/Rome",
    week=Week(mon=NINE_TO_SIX, tue=NINE_TO_SIX, wed=NINE_TO_SIX, thu=NINE_TO_SIX, fri=NINE_TO_SIX),
    holidays=HOLIDAYS,
    years=(2022, 2031),
)
CALENDARS = {"office": OFFICE_HOURS, "24x7": CalendarSpec.always("Europe/Rome")}
SILENCE = Silence(reminders=(hours(4), hours(8)), step_down=hours(16), propose_closing=hours(40))
NEVER = timedelta(days=300)


def row(*ladder: tuple[str, float], **promises: Target) -> Row:
    """One priority's row: its promises, and its ladder as levels after hours."""
    named: dict[PromiseName, Target] = {}
    names: dict[str, PromiseName] = {
        "notification": "priority-notification",
        "reaction": "reaction",
        "attention": "attention",
        "reception": "reception",
    }
    for name, target in promises.items():
        named[names[name]] = target
    return Row(promises=named, ladder=tuple(Step(level=level, after=hours(after)) for level, after in ladder))


def gold(**changes: object) -> Terms:
    """Working hours, four levels that escalate by time alone, no warnings (ask for those you want)."""
    terms = Terms(
        contract="europe-1",
        plan="gold",
        theatre="europe",
        calendars=CALENDARS,
        priorities=("P1", "P2", "P3", "P4"),
        levels=(Level(name=TEAM), Level(name=LEADER), Level(name=MANAGER), Level(name=CTO)),
        promises=("priority-notification", "reaction"),
        rows={
            "P1": row(
                (LEADER, 2),
                (MANAGER, 8),
                (CTO, 16),
                notification=Within(budget=minutes(30)),
                reaction=Within(budget=hours(1)),
            ),
            "P2": row((LEADER, 4), (MANAGER, 16), (CTO, 40), reaction=Within(budget=hours(2))),
            "P3": row((LEADER, 16), (MANAGER, 40), reaction=Within(budget=hours(4))),
            "P4": row((LEADER, 40), reaction=Within(budget=hours(8))),
        },
        warnings=(),
        silence=SILENCE,
        time_to_disagree=hours(40),
    )
    return terms.model_copy(update=changes)


def platinum(**changes: object) -> Terms:
    """Gold, with P1 and P2 on call around the clock when they are phoned in."""
    service = OnCall(priorities=("P1", "P2"), promises=("priority-notification", "reaction"))
    return gold(plan="platinum", on_call=service, on_call_channels=("phone",)).model_copy(update=changes)


def basic(**changes: object) -> Terms:
    """By the end of the next working day, or in two working days of nine hours, or with no target at all."""
    rows = {
        "P1": row((LEADER, 18), notification=Within(budget=hours(4)), reaction=NextWorkingDay()),
        "P2": row((LEADER, 27), reaction=Within(budget=hours(18))),
        "P3": row((LEADER, 90)),
        "P4": row(),
    }
    return gold(plan="basic", rows=rows, goes_first=False).model_copy(update=changes)


def imagen(**changes: object) -> Terms:
    """Escalation on request only: by the customer to the manager, and by the manager to the manufacturer."""
    promised = {"critical": 2, "serious": 4, "minor": 24}
    manager = Level(name=TECHNICAL, requested_by=("customer",), answers=Within(budget=minutes(30)))
    day = Within(budget=hours(24), calendar="24x7")
    maker = Level(name=MAKER, requested_by=(TECHNICAL,), answers=day, outside=True)
    terms = gold(
        contract="imagen",
        plan="standard",
        priorities=tuple(promised),
        levels=(Level(name=DESK), manager, maker),
        promises=("reception", "attention"),
        rows={
            priority: row(reception=Within(budget=minutes(30)), attention=Within(budget=hours(within)))
            for priority, within in promised.items()
        },
        missed_tells={"attention": TECHNICAL},
    )
    return terms.model_copy(update=changes)


def closing_in_silence(**changes: object) -> Terms:
    """Gold, with a silence that closes ten working hours after the proposal."""
    return gold(silence=SILENCE.model_copy(update={"close": hours(10)})).model_copy(update=changes)


def no_guarantee(**changes: object) -> Terms:
    """Gold, asked for through a channel that guarantees nothing."""
    because = "No SLA is guaranteed by e-mail."
    return gold(guaranteed=False, not_guaranteed_because=because).model_copy(update=changes)
