"""From what a file says to a contract, or to everything that is wrong with it."""

from collections.abc import Callable, Collection
from typing import Any

from domain.contract import checks
from domain.contract.checks import draft
from domain.contract.contract import Contract
from domain.contract.faults import Finding


def examine(
    plain: Any, countries: Collection[str], holidays_of: Callable[[str], Collection[str]] | None = None
) -> Contract | tuple[Finding, ...]:
    """The contract that a file's content (in JSON's types) describes, or every fault of it at once.

    `countries` are those whose public holidays are known; `holidays_of` has the names of one country's.
    """
    if not isinstance(plain, dict):
        wrong = "is empty" if plain is None else f"is not a contract, but {_kind(plain)}"
        return (Finding((), wrong, "write a mapping that begins with id, name and vendor"),)
    read, found = draft.read(plain)
    faults = {finding: None for finding in (*found, *checks.check(read, countries, holidays_of))}
    return tuple(faults) or Contract.model_validate_json(draft.as_json(plain), strict=True)


def _kind(plain: Any) -> str:
    return "a list" if isinstance(plain, list) else "a single value"
