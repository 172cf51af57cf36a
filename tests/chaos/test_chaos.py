"""Forty random lives in which everything fails that the engine needs: nothing is lost, nothing happens twice.

`make chaos` does the same at length.
"""

from tests.chaos.rounds import a_round

STORIES = 40


async def test_whatever_fails_in_forty_stories_all_is_as_simulated_and_nothing_is_lost_or_told_twice() -> None:
    had = await a_round(range(1, 1 + STORIES), at_once=STORIES)
    assert not had.wrong, "\n".join(had.wrong)
    assert len(had.outcomes) == STORIES
