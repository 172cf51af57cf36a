"""What moving a ticket would change, under the published contracts."""

from datetime import timedelta

from domain.ticket.commands import Acknowledge, Close, Resolve, WaitForCustomer, WaitForThirdParty
from domain.ticket.events import Escalated, PromiseMissed, TicketMigrated, WarningGiven
from moving.migration.foreseeing import NotMoved
from moving.migration.wanted import Wanted
from tests.moving.migration.given import TO_5, TO_GOLD, TO_IMAGEN, Past, in_sum, rome, seen

TUESDAY = rome("2026-11-17 09:00")
NOON = rome("2026-11-17 12:00")


def test_gold_keeps_its_promises_from_4_1_to_5_0_but_for_names() -> None:
    found = Past(TUESDAY, priority="P3").then(Acknowledge(), rome("2026-11-17 10:00")).foreseen(TO_5, NOON)
    assert (found.moves, found.changes, found.at_once) == (True, False, ())
    assert [(one.before and one.before.level, one.after and one.after.level) for one in found.differences] == [
        ("team-leader", "support-regional-manager"),
        ("support-manager", "support-manager"),
    ]
    preview = in_sum(found)
    assert [(one.what, one.before, one.after, one.tickets) for one in preview.renamings] == [
        ("level", "team-leader", "support-regional-manager", 1)
    ]
    assert (preview.totals.unchanged, preview.totals.changed) == (1, 0)


def test_5_0_promises_no_notification_of_the_priority() -> None:
    found = Past(TUESDAY, priority="P1").foreseen(TO_5, rome("2026-11-17 09:10"))
    assert seen(found.differences) == [("priority-notification", None, "ends")]
    assert found.differences[0].why == "not promised there"


def test_basic_keeps_its_working_days_in_5_0() -> None:
    found = Past(rome("2026-11-16 10:00"), plan="basic", priority="P2").foreseen(TO_5, NOON)
    assert seen(found.differences) == []
    assert not found.changes


def test_gold_climbs_by_working_hours_and_the_highest_level_due_is_told_at_once() -> None:
    # Opened on Monday at 10:00: eight working hours are over at 18:00, sixteen on Tuesday at 17:00.
    past = Past(rome("2026-11-16 10:00"), plan="basic", priority="P1").then(Acknowledge(), rome("2026-11-16 10:30"))
    found = past.foreseen(TO_GOLD, NOON)
    assert seen(found.differences) == [
        ("escalation", "team-leader", "at once"),
        ("escalation", "support-manager", "at once"),
        ("escalation", "co-ceo-cto", "earlier"),
    ]
    last = found.differences[-1]
    # On Basic ten working days; on Gold sixteen hours.
    assert last.before is not None
    assert last.after is not None
    assert (last.before.due, last.after.due) == (rome("2026-11-30 10:00"), rome("2026-11-17 17:00"))
    climbed = found.at_once[0].event
    assert isinstance(climbed, Escalated)
    migrated = next(one.number for one in found.events if isinstance(one.event, TicketMigrated))
    assert (climbed.before, climbed.after, climbed.skipped) == (
        "support-team",
        "support-manager",
        ("support-regional-manager",),
    )
    assert (climbed.occurred_at, climbed.due_at, climbed.cause) == (NOON, rome("2026-11-16 18:00"), migrated)
    assert [(one.event, one.recipient) for one in found.told][:3] == [
        (migrated, "support-team"),
        (migrated + 1, "support-manager"),
        (migrated + 1, "support-team"),
    ]
    assert isinstance(found.at_once[1].event, WarningGiven)
    assert (found.after.standing.level, in_sum(found).totals.escalated_at_once) == ("support-manager", 1)


def test_no_sla_is_guaranteed_by_e_mail_in_5_0() -> None:
    found = Past(TUESDAY, channel="email").foreseen(TO_5, rome("2026-11-17 10:00"))
    assert (found.before.standing.guaranteed, found.after.standing.guaranteed) == (True, False)
    assert found.after.not_guaranteed_because == "No SLA is guaranteed by e-mail."
    totals = in_sum(found).totals
    assert (totals.guarantee_lost, totals.guarantee_gained, totals.changed) == (1, 0, 1)


def test_on_call_covers_p2_no_more_in_5_0_and_the_reaction_waits_for_the_office() -> None:
    # Phoned on Sunday at 20:00: two hours around the clock, or one of them and the rest from Monday at nine.
    past = Past(rome("2026-11-15 20:00"), plan="platinum", channel="phone", language="en")
    found = past.foreseen(TO_5, rome("2026-11-15 21:00"))
    assert (found.before.on_call, found.after.on_call) == (True, False)
    [reaction] = [one for one in found.differences if one.before and one.before.what == "reaction"]
    assert reaction.effect == "later"
    assert reaction.before is not None
    assert reaction.after is not None
    assert (reaction.before.due, reaction.after.due) == (rome("2026-11-15 22:00"), rome("2026-11-16 10:00"))
    assert in_sum(found).totals.on_call_lost == 1


def test_saturdays_begin_an_hour_later_in_america_so_what_is_to_come_does_too() -> None:
    # Friday at 17:00 in Rome is 11:00 in New York. Nothing of a Saturday has been counted yet.
    past = Past(rome("2026-11-20 17:00"), theatre="americas", priority="P4")
    found = past.foreseen(TO_5, rome("2026-11-20 18:00"))
    assert seen(found.differences) == [("reaction", None, "later"), ("escalation", "team-leader", "later")]
    totals = in_sum(found).totals
    assert (totals.later, totals.earlier) == (1, 0)


def test_where_the_clock_stands_the_budget_that_is_left_is_shown() -> None:
    past = Past(TUESDAY, plan="basic", priority="P2").then(WaitForThirdParty(party="Cisco"), rome("2026-11-17 10:00"))
    found = past.foreseen(TO_GOLD, NOON)
    ladder = [one for one in found.differences if one.before and one.before.what == "escalation"]
    assert [one.effect for one in ladder] == ["earlier", "earlier", "earlier"]
    first = ladder[0]
    assert first.before is not None
    assert first.after is not None
    assert (first.before.due, first.after.due) == (None, None)
    # Three working days of nine hours; four hours; one is over.
    assert (first.before.budget, first.after.budget) == (timedelta(hours=27), timedelta(hours=4))
    assert first.after.spent == timedelta(hours=1)
    assert first.after.if_resumed_now == rome("2026-11-17 15:00")


def test_the_steps_of_silence_and_the_closing_are_foreseen_too() -> None:
    past = Past(TUESDAY, priority="P4").then(WaitForCustomer(), rome("2026-11-17 10:00"))
    found = past.foreseen(TO_IMAGEN, rome("2026-11-17 12:00"))
    # Mexico opens at 16:00 in Rome: two of the four hours to the first reminder are left from then on.
    reminder = next(one for one in found.differences if one.before and one.before.what == "reminder")
    assert reminder.after is not None
    assert (reminder.effect, reminder.after.due) == ("later", rome("2026-11-17 18:00"))
    resolved = Past(TUESDAY).then(Resolve(), rome("2026-11-17 10:00")).foreseen(TO_IMAGEN, NOON)
    assert seen(resolved.differences) == [("closing", None, "later")]


def test_a_ticket_under_other_words_is_moved_with_what_they_are_there() -> None:
    past = Past(TUESDAY, priority="P1").until(rome("2026-11-17 11:30"))
    found = past.foreseen(TO_IMAGEN, NOON)
    assert (found.after.standing.priority, found.after.standing.level) == ("critical", "support-manager")
    assert ("attention", None, "begins") in seen(found.differences)
    assert ("escalation", "co-ceo-cto", "ends") in seen(found.differences)
    names = {(one.what, one.before, one.after) for one in in_sum(found).renamings}
    assert names == {("priority", "P1", "critical"), ("level", "team-leader", "support-manager")}


def test_what_would_be_breached_at_once_is_counted_and_whom_that_is_told() -> None:
    # A minor report of 09:00 in Mexico that is critical from noon on: the two hours of attention were over at 11:00.
    minor = Past(rome("2026-11-17 16:00"), "imagen-ti", priority="minor")
    found = minor.foreseen(Wanted(contract="imagen-ti", priorities={"minor": "critical"}), rome("2026-11-17 19:00"))
    assert [type(one.event) for one in found.at_once] == [PromiseMissed]
    assert (in_sum(found).totals.breached_at_once, found.differences[0].why) == (1, "breached at once")
    assert [one.recipient for one in found.told if one.event == found.at_once[0].number] == [
        "support-team",
        "support-manager",
    ]


def test_a_ticket_that_has_these_terms_already_stays_as_it_is() -> None:
    found = Past(TUESDAY, "imagiclecare-5.0").foreseen(TO_5, NOON)
    assert (found.moves, found.changes, found.events) == (False, False, ())
    totals = in_sum(found).totals
    assert (totals.already, totals.unchanged, totals.changed) == (1, 0, 0)


def test_a_ticket_that_cannot_be_moved_says_why_and_with_which_options_it_can() -> None:
    found = Past(TUESDAY).looked_at(Wanted(contract="imagen-ti"), NOON)
    assert isinstance(found, NotMoved)
    assert found.faults == (
        "There is no plan 'gold' in this contract: choose standard.",
        "There is no theatre 'europe' in this contract: choose mexico.",
        "There is no priority 'P2' in this contract: choose critical, serious or minor.",
    )
    assert found.cures == ("--plan standard", "--theatre mexico", "--priority P2=critical, serious or minor")
    back = Past(TUESDAY, "imagen-ti").looked_at(Wanted(contract="imagiclecare-5.0", plan="gold"), NOON)
    assert isinstance(back, NotMoved)
    assert [cure.split()[0] for cure in back.cures] == ["--theatre", "--priority"]
    chat = Past(TUESDAY, channel="chat").looked_at(TO_IMAGEN, NOON)
    assert isinstance(chat, NotMoved)
    assert (len(chat.faults), chat.cures) == (1, ())


def test_a_closed_ticket_cannot_be_moved_and_no_option_cures_that() -> None:
    found = Past(TUESDAY).then(Close(), rome("2026-11-17 10:00")).looked_at(Wanted(contract="imagen-ti"), NOON)
    assert isinstance(found, NotMoved)
    assert found.faults == ("ticket T-1 is closed and takes no command; a new problem is a new ticket",)
    assert found.cures == ()
