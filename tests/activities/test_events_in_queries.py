"""Queries name kinds of events as the journal stores them: each is one, and they ask what the domain asks."""

import re

from activities.journal.queries import query
from domain.clock.advance import after
from domain.ticket.events import EVENTS
from domain.ticket.events.kinds import EndsAlarm, types_of
from domain.ticket.evolve import replay
from domain.ticket.keeping import keeps
from tests.domain.ticket.telling_apart import TYPES, queries, strings_in
from tests.people.notices.told import lives

LIKE_A_TYPE = re.compile(r"[A-Z][A-Za-z]+")
NO_TYPE = {"Infinity"}
COMPARED = re.compile(r"\btype\s+(?:in\s+\([^)]*\)|=\s+'[^']*')")


def test_every_kind_of_event_that_a_query_names_is_one() -> None:
    named = {
        (file.name, one)
        for file, text in queries()
        for one in strings_in(text)
        if LIKE_A_TYPE.fullmatch(one) or any(f"'{one}'" in compared for compared in COMPARED.findall(text))
    }
    assert len(named) > 10
    assert {one for _, one in named} - TYPES == NO_TYPE


def test_what_ends_an_alarm_in_the_workflow_ends_it_in_the_journal() -> None:
    assert strings_in(query("is_answered")) & TYPES == types_of(EndsAlarm)


def test_the_terms_of_an_event_are_those_of_the_last_event_that_has_some() -> None:
    assert strings_in(query("places")) & TYPES == {event.__name__ for event in EVENTS if "terms" in event.model_fields}


def test_what_makes_up_for_a_miss_is_what_would_have_kept_the_promise() -> None:
    keeping = set()
    for one in lives():
        ticket = replay(one.life.stream[:1])
        for recorded in one.life.stream[1:]:
            if any(keeps(ticket, recorded.event)):
                keeping.add(recorded.event.type)
            ticket = after(ticket, [recorded])
    # What is closed is not listed at all.
    asked = (strings_in(query("open_misses")) & TYPES) - {"PromiseMissed", "MissWithdrawn"}
    assert asked == keeping - {"TicketClosed"}
