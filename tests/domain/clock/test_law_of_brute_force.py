"""The engine against a life that is lived minute after minute (semantics 7, 11-20)."""

from hypothesis import given

from domain.ticket.ticket import Kept, Missed
from tests.domain.given.driving import SHORT, by_brute_force, facts_of, lived
from tests.domain.given.lives import LAW, Drawn, lives


@LAW
@given(lives())
def test_the_engine_states_what_somebody_states_who_looks_at_the_clock_every_minute(drawn: Drawn) -> None:
    story, life = lived(drawn), by_brute_force(drawn)
    assert sorted(map(repr, facts_of(drawn, story))) == sorted(map(repr, life.facts))
    assert (story.ticket.priority, story.ticket.level) == (life.priority, life.rules.levels[life.level])
    judged = {
        SHORT.get(name, name): "missed" if isinstance(one, Missed) else "kept"
        for name, one in story.ticket.promises.items()
        if isinstance(one, Kept | Missed)
    }
    at_the_end = {name: one.state for name, one in life.promises.items() if one.state != "running"}
    assert at_the_end == judged


@LAW
@given(lives())
def test_the_ledger_sums_to_the_time_that_was_spent(drawn: Drawn) -> None:
    story, life = lived(drawn), by_brute_force(drawn)
    periods = list(story.ticket.ledger.periods())
    assert [one.end for one in periods[:-1]] == [one.start for one in periods[1:]]
    begun = [one.start for one in periods]
    assert begun == sorted(set(begun))
    assert [one.since for one in story.ticket.terms_periods] == sorted(
        {one.since for one in story.ticket.terms_periods}
    )
    office = drawn.open_minutes
    end = drawn.instant(life.now)
    spent = sum(
        office[minute]
        for one in periods
        if not one.paused_for
        for minute in range(drawn.minute(one.start), drawn.minute(one.end or end))
    )
    assert spent == life.ladder.count
