"""Forty random lives in which everything fails that the engine needs: nothing is lost, nothing happens twice.

`make chaos` does the same at length.
"""

from tests.chaos.rounds import a_round

STORIES = range(2356, 2396)
"""The seeds: forty in a row in which everything is killed, ended, frozen, cut off and full."""


async def test_whatever_fails_in_forty_stories_all_is_as_simulated_and_nothing_is_lost_or_told_twice() -> None:
    had = await a_round(STORIES, at_once=len(STORIES))
    assert not had.wrong, "\n".join(had.wrong)
    assert len(had.outcomes) == len(STORIES)
