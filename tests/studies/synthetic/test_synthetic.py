"""The exports that the project makes itself: always the same ones, as many as wanted, one incident at a time."""

import hashlib
import tracemalloc
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from itertools import groupby, islice

import pytest

from studies.synthetic.chance import Chance, curve
from studies.synthetic.export import COLUMNS, FIRST_DAY, export, write
from tests.studies.synthetic.exports import wall

COUNT = 600


def written(count: int, seed: int, first: date = FIRST_DAY) -> str:
    text = StringIO()
    size = write(text, count, seed, first)
    assert size == (count, text.getvalue().count("\n") - 1)
    return text.getvalue()


@pytest.mark.parametrize(
    ("count", "seed", "digest"),
    [
        (1, 0, "4277b3e70992ebab0436349c7cd04a8da95b7c2d24e72b77b49df99395d465a0"),
        (600, 1, "fcb3a4dd3f1949bd045d5de78d0e3c1c70728d1dab813fd40cfc1d1b30a49364"),
        (2_500, 2026, "6002ddffe8b296d43430699ab9fa82d4399cd74a6224a2eff1df4a6caa1792dc"),
    ],
)
def test_a_seed_gives_the_same_bytes_on_every_machine(count: int, seed: int, digest: str) -> None:
    assert hashlib.sha256(written(count, seed).encode("ascii")).hexdigest() == digest


def test_chance_is_what_python_promises_to_keep_times_a_whole_number() -> None:
    chance = Chance(7)
    assert [chance.below(1000) for _ in range(5)] == [323, 150, 650, 72, 535]
    assert [chance.few(1000) for _ in range(5)] == [22, 20, 31, 39, 103]
    drawn = Counter(chance.of({"often": 9, "never": 0, "seldom": 1}) for _ in range(1000))
    assert drawn.keys() == {"often", "seldom"}
    assert drawn["often"] > 800


def test_a_curve_is_kept_from_its_least_to_its_most() -> None:
    chance, along = Chance(1), curve(10, 10, 10, 20, 100, 200, 300, 400, 500, 5_000)
    drawn = sorted(chance.minutes(along) for _ in range(20_000))
    assert (drawn[0], drawn[1_900]) == (10, 10)
    assert 95 < drawn[10_000] < 105
    assert 390 < drawn[19_000] < 410
    assert 500 < drawn[-1] <= 5_000


def test_another_seed_gives_other_incidents_and_another_day_is_when_they_begin() -> None:
    assert written(50, 2) != written(50, 1)
    opened = [wall(rows[0]["opened_at"]).date() for rows in export(50, 1, date(2027, 1, 4))]
    assert date(2027, 1, 4) <= min(opened) <= max(opened) <= date(2027, 1, 10)


@pytest.mark.parametrize("count", [1, 2, 7, 600, 2_500])
def test_there_are_as_many_as_were_asked_for_in_the_order_of_their_opening(count: int) -> None:
    made = list(export(count, 1))
    opened = [wall(rows[0]["opened_at"]) for rows in made]
    numbers = [rows[0]["number"] for rows in made]
    assert len(set(numbers)) == count
    assert (opened, numbers) == (sorted(opened), sorted(numbers))
    assert opened[0].date() >= FIRST_DAY
    assert opened[-1].date() < FIRST_DAY + timedelta(weeks=max(1, -(-count // 1_000)))


def test_a_million_incidents_are_begun_at_once_and_never_held_together() -> None:
    tracemalloc.start()
    begun = list(islice(export(1_000_000, 1), 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(begun) == 20
    assert peak < 1_000_000


def test_an_export_is_a_header_and_the_rows_of_one_incident_after_another() -> None:
    header, *lines = written(COUNT, 1).splitlines()
    assert header == ",".join(COLUMNS)
    cells = [line.split(",") for line in lines]
    assert {len(row) for row in cells} == {36}
    assert len([number for number, _ in groupby(row[0] for row in cells)]) == COUNT
    assert not any(cell in ("", " ") for row in cells for cell in row)
