"""Whatever stands in a file, examining it ends in a contract or in sentences, and never in an accident."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from contracts.loader import PUBLISHED
from contracts.yaml_file import YamlFile
from domain.contract.checks.checking import examine
from domain.contract.contract import Contract
from domain.contract.faults import Path
from tests.domain.contract.given import COUNTRIES

CONTENT = YamlFile(PUBLISHED / "imagen-ti.yaml").plain
NOTHING_SUITS_IT: list[Any] = [None, {"x": [1, None]}, [["x"], {}], float("nan")]


def places(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every place in a file."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*here, key)
        yield from places(inner, (*here, key))


def with_value(place: Path, value: Any) -> Any:
    content = deepcopy(CONTENT)
    inner = content
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = value
    return content


@pytest.mark.parametrize("value", NOTHING_SUITS_IT, ids=repr)
def test_any_value_in_any_place_is_taken_or_explained(value: Any) -> None:
    refused = 0
    for place in places(CONTENT):
        examined = examine(with_value(place, value), COUNTRIES)
        if not isinstance(examined, Contract):
            refused += 1
            assert examined
            assert all(finding.wrong and finding.right for finding in examined), place
    assert refused > len(list(places(CONTENT))) / 2
