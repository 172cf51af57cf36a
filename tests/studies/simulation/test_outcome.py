from domain.ticket.ledger import CUSTOMER
from studies.simulation.outcome import NotOpened, Pause, Step, outcome_of
from tests.studies.simulation.given import incident, lived, outcome

MONDAY = "Mon 2 Mar 2026 09:00"
HOUR = 3600


def test_alarms_come_from_the_clock_and_news_from_people() -> None:
    found = outcome(incident(MONDAY), "Mon 2 Mar 2026 10:30")
    told = [(call.recipient, call.kind, call.weekday, call.hour, call.outside) for call in found.calls]
    assert told == [
        (CUSTOMER, "news", 0, 9, False),
        ("support-team", "news", 0, 9, False),
        ("support-team", "alarm", 0, 10, False),
    ]


def test_what_happens_at_night_is_outside_office_hours_and_wakes() -> None:
    found = outcome(incident("Sun 1 Mar 2026 23:30"), "Mon 2 Mar 2026 00:00")
    assert [(call.weekday, call.hour, call.outside, call.night) for call in found.calls] == [(6, 23, True, True)] * 2


def test_what_is_due_at_closing_time_is_told_before_the_office_closes() -> None:
    found = outcome(incident("Mon 2 Mar 2026 16:00"), "Mon 2 Mar 2026 19:00")
    alarms = [(call.hour, call.outside) for call in found.calls if call.kind == "alarm"]
    # The warnings at 17:00, 17:30 and 17:48, the one of the ladder and the breach both at 18:00.
    assert alarms == [(17, False)] * 5


def test_the_on_call_service_is_told_around_the_clock() -> None:
    platinum = {"plan": "platinum", "channel": "phone", "language": "en", "priority": "P1"}
    found = outcome(incident("Mon 2 Mar 2026 22:00", **platinum), "Mon 2 Mar 2026 23:30")
    nights = [call.night for call in found.calls if call.kind == "alarm"]
    assert nights
    assert all(nights)
    assert found.outside == sum(call.recipient != CUSTOMER for call in found.calls)


def test_the_alarm_that_rings_as_the_office_closes_rings_outside_its_hours() -> None:
    platinum = {"plan": "platinum", "channel": "web", "language": "it", "priority": "P2"}
    found = outcome(incident("Mon 2 Mar 2026 17:50", **platinum), "Mon 2 Mar 2026 19:00")
    rang = [(call.kind, call.hour, call.outside) for call in found.calls if call.recipient == "on-call"]
    assert rang == [("alarm", 18, True)]


def test_pauses_are_counted_on_each_with_what_they_spared_the_clock() -> None:
    steps = (
        ("Mon 2 Mar 2026 17:00", "wait_for_customer"),
        ("Tue 3 Mar 2026 10:00", "customer_responded"),
        ("Tue 3 Mar 2026 11:00", "wait_for_third_party", {"party": "Telecom"}),
        ("Tue 3 Mar 2026 12:00", "wait_for_customer"),
    )
    found = outcome(incident(MONDAY, *steps), "Tue 3 Mar 2026 14:00")
    assert found.pauses == (
        Pause("customer", 17 * HOUR, 2 * HOUR),
        Pause("Telecom", HOUR, HOUR),
        Pause("customer and Telecom", 2 * HOUR, 2 * HOUR),
    )


def test_time_resolved_is_no_pause() -> None:
    assert outcome(incident(MONDAY, ("Mon 2 Mar 2026 10:00", "resolve")), "Tue 3 Mar 2026 14:00").pauses == ()


def test_a_life_that_outlasts_the_known_holidays_is_counted_as_far_as_they_are_known() -> None:
    # Terms of 2026 know the holidays up to 2031.
    vendor = ("Mon 2 Mar 2026 10:00", "wait_for_third_party", {"party": "Telecom"})
    found = outcome(incident(MONDAY, vendor, ("Tue 2 Mar 2038 10:00", "close")), "Wed 3 Mar 2038 12:00")
    assert [(verdict.promise, verdict.state, verdict.late) for verdict in found.verdicts] == [
        ("reaction", "kept", -HOUR)
    ]
    (pause,) = found.pauses
    assert 11 * 365 * 24 * HOUR < pause.seconds < 13 * 365 * 24 * HOUR
    assert pause.working_seconds < 7 * 365 * 9 * HOUR


def test_each_escalation_has_its_week_and_whether_somebody_asked() -> None:
    assert outcome(incident("Sat 28 Feb 2026 17:00"), "Mon 2 Mar 2026 18:00").steps == (
        Step("team-leader", "2026-03-02", asked=False),
    )
    mexico = {"contract": "imagen-ti", "plan": "standard", "theatre": "mexico", "priority": "serious"}
    asked = ("Mon 2 Mar 2026 16:30", "escalate")
    assert outcome(incident("Mon 2 Mar 2026 16:00", asked, **mexico), "Mon 2 Mar 2026 17:00").steps == (
        Step("support-manager", "2026-03-02", asked=True),
    )


def test_an_opening_that_is_refused_is_told_with_its_sentence() -> None:
    found = outcome_of(lived(incident(MONDAY, language="fi"), "Mon 2 Mar 2026 10:00"))
    assert isinstance(found, NotOpened)
    assert "'fi' is not supported" in found.sentence
