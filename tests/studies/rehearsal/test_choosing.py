import pytest

from studies.rehearsal.sampling import NoSuchIncident, chosen
from tests.studies.rehearsal.given import TUESDAY, incident

TEN = [incident(f"{number}", TUESDAY) for number in range(10)]


def ids(*numbers: int) -> list[str]:
    return [f"rehearsed-{number}" for number in numbers]


def test_all_are_rehearsed_unless_some_are_named() -> None:
    assert chosen(TEN) == TEN
    assert [one.id for one in chosen(TEN, only=ids(7, 2, 7))] == ids(2, 7)


def test_a_sample_is_spread_over_the_file_and_never_larger_than_it() -> None:
    assert [one.id for one in chosen(TEN, sample=4)] == ids(0, 2, 5, 7)
    assert chosen(TEN, sample=11) == TEN
    assert [one.id for one in chosen(TEN, only=ids(3, 4, 5), sample=1)] == ids(3)


def test_one_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchIncident, match="'INC9' is not opened before the end"):
        chosen(TEN, only=[*ids(1), "INC9"])


def test_where_none_is_left_a_later_end_is_asked_for() -> None:
    with pytest.raises(NoSuchIncident, match="no incident of the file is opened before the end; give a later --until"):
        chosen([])
