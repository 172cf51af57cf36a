"""Whatever stands in a directory file, it is read or refused: junk in any of its places takes nothing else along."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from people.directory.directory import Directory
from tests.people.directory.given import a_file, anna, away, examined, office_hours, person, rotation, team

JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        "",
        "x",
        "2026-02-30",
        "Europe/Rome",
        [],
        [[]],
        [None],
        {},
        {"x": {}},
        {"": []},
        [{}],
        "\x00",
    ]
)


def whole() -> dict[str, Any]:
    everything = anna(
        stand_in="bo",
        deputies=[away("bo", "2026-12-24", "2026-12-27"), away("carla", "2026-12-28 09:00", "2026-12-30")],
    )
    turns = rotation("bo", "carla", overrides=[away("dario", "2026-11-10", "2026-11-11")])
    levels = {"support-team": {"people": ["anna"], **office_hours(out_of_hours=turns)}, "support-manager": turns}
    customer = {name: part for name, part in person("").items() if name != "name"}
    return {**a_file(team(levels)), "people": everything["people"], "customers": {"Aurora": customer}}


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*here, key)
        yield from places(inner, (*here, key))


def put(file: Any, place: tuple[Any, ...], junk: Any) -> None:
    """Puts junk in a place, where another piece has not taken its place away."""
    *before, last = place
    here = file
    try:
        for part in before:
            here = here[part]
        here[last] = copy.deepcopy(junk)
    except (KeyError, IndexError, TypeError):
        pass


PLACES = list(places(whole()))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=4))
def test_junk_in_some_places_is_told_and_breaks_nothing(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    file = copy.deepcopy(whole())
    for place, junk in changes:
        put(file, place, junk)
    found = examined(file)
    assert isinstance(found, Directory) or len(set(found)) >= 1


def test_the_file_itself_is_sound() -> None:
    assert isinstance(examined(whole()), Directory), examined(whole())
