"""What tickets are to be moved to, as a command and as options that make no sense."""

import pytest

from domain.deciding.turns import take
from moving.migration.wanted import NotInTheContract, Wanted, check
from tests.contracts.given import library
from tests.moving.migration.given import TERMS_AT, TO_5, Past, rome

TUESDAY = rome("2026-11-17 09:00")


def test_the_command_of_a_ticket_has_one_id_until_it_is_moved_and_another_one_then() -> None:
    past = Past(TUESDAY)
    there, back = TO_5, Wanted(contract="imagiclecare-4.1")
    first = there.command_for(past.ticket)
    assert first.id == there.command_for(past.until(rome("2026-11-17 12:00")).ticket).id
    assert first.id != Wanted(contract="imagiclecare-5.0", plan="basic").command_for(past.ticket).id
    for wanted, at in ((there, "2026-11-17 12:00"), (back, "2026-11-17 12:05")):
        command = wanted.command_for(past.ticket)
        past.add(take(past.ticket, command, rome(at), awaited=True, terms_at=TERMS_AT).events)
    assert past.ticket.terms.contract == "imagiclecare-4.1"
    assert there.command_for(past.ticket).id != first.id


def test_the_priority_of_a_command_is_what_the_present_one_is_there() -> None:
    wanted = Wanted(contract="imagen-ti", priorities={"P2": "serious", "P1": "critical"})
    assert wanted.command_for(Past(TUESDAY).ticket).priority == "serious"
    assert wanted.command_for(Past(TUESDAY, priority="P3").ticket).priority is None


def test_what_no_ticket_can_be_moved_to_is_refused_with_every_fault() -> None:
    wanted = Wanted(contract="imagen-ti", plan="gold", theatre="europe", priorities={"P1": "critcal"})
    with pytest.raises(NotInTheContract) as refused:
        check(wanted, library()["imagen-ti"])
    assert refused.value.sentence == (
        "imagen-ti has no plan 'gold': choose standard. imagen-ti has no theatre 'europe': choose mexico. "
        "imagen-ti has no priority 'critcal': did you mean critical?"
    )


def test_the_theatre_that_finds_the_nearest_can_be_asked_for() -> None:
    wanted = Wanted(contract="imagiclecare-5.0", plan="basic", theatre="rest-of-the-world")
    check(wanted, library()["imagiclecare-5.0"])
    zone = {"theatre": "rest-of-the-world", "customer_zone": "Asia/Dubai"}
    assert Past(TUESDAY, **zone).foreseen(wanted, TUESDAY).after.standing.theatre == "middle-east"
