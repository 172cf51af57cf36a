"""The content of a contract file that is without fault, and what is found once it is changed."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from contracts.loader import PUBLISHED
from contracts.public_holidays import public_holidays
from contracts.yaml_file import YamlFile
from domain.contract.checks.checking import examine
from domain.contract.contract import Contract
from domain.contract.faults import written
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.terms.terms import Terms
from tests.contracts.given import A_FRIDAY_IN_NOVEMBER

GONE = object()
"""Stands for "without this key"."""
COUNTRIES = {"US", "IT", "AE", "MX"}
_CONTENT = {name: YamlFile(PUBLISHED / f"{name}.yaml").plain for name in ("imagiclecare-4.1", "imagiclecare-5.0")}


def changed(changes: Mapping[str, Any], contract: str = "imagiclecare-4.1") -> dict[str, Any]:
    """The content with other values at dotted paths."""
    content: dict[str, Any] = deepcopy(_CONTENT[contract])
    for path, value in changes.items():
        *parents, last = path.split("/")
        inner: Any = content
        for part in parents:
            inner = inner[int(part) if isinstance(inner, list) else part]
        key = int(last) if isinstance(inner, list) else last
        if value is GONE:
            del inner[key]
        else:
            inner[key] = value
    return content


def found(changes: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What is wrong and what would be right, by the field where it is."""
    examined = examine(changed(changes), COUNTRIES)
    assert isinstance(examined, tuple), "there is no fault"
    assert len({finding.path for finding in examined}) == len(examined), "one place has two faults"
    return {written(finding.path): (finding.wrong, finding.right) for finding in examined}


def terms_of(changes: Mapping[str, Any], contract: str = "imagiclecare-4.1", **differing: Any) -> Terms:
    """The terms under a contract that was changed, for a request of a Gold customer in Europe."""
    examined = examine(changed(changes, contract), COUNTRIES)
    assert isinstance(examined, Contract), [finding.wrong for finding in examined]
    usual = {"contract": contract, "plan": "gold", "theatre": "europe", "priority": "P2"}
    return resolve(examined, Request(**{**usual, **differing}), A_FRIDAY_IN_NOVEMBER, public_holidays)
