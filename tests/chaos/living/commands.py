"""Commands for a ticket of any contract, sensible ones and others: what a ticket cannot take it refuses."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.contract.contract import Contract
from studies.synthetic.chance import Chance

Fields = Mapping[str, Any]
PARTIES = ("Telecom", "Carrier")
OFTEN = {
    **{"acknowledge": 12, "confirm_priority": 4, "wait_for_customer": 10, "customer_responded": 12},
    **{"wait_for_third_party": 6, "third_party_responded": 6, "stop_waiting": 4, "engage_on_call": 3, "escalate": 8},
    **{"change_priority": 10, "migrate": 3, "assign": 4, "add_note": 14, "resolve": 7, "reopen": 5, "close": 2},
}


def a_command(chance: Chance, contract: Contract, number: int) -> tuple[str, Fields]:
    """A command by its name, and its fields but for id and instant."""
    name = chance.of(OFTEN)
    fields = _FIELDS.get(name)
    return name, {"by": "Ann", **(fields(chance, contract, number) if fields else {})}


def one_of(chance: Chance, choices: Iterable[str]) -> str:
    """One of some names, each as likely."""
    return chance.of(dict.fromkeys(choices, 1))


def _maybe(chance: Chance, name: str, choices: Iterable[str]) -> Fields:
    return {name: one_of(chance, choices)} if chance.happens(400) else {}


def _escalation(chance: Chance, contract: Contract, number: int) -> Fields:
    levels = contract.levels
    return {"requested_by": one_of(chance, ["customer", *levels]), **_maybe(chance, "to", levels)}


_FIELDS: dict[str, Callable[[Chance, Contract, int], Fields]] = {
    "acknowledge": lambda chance, contract, _: _maybe(chance, "level", contract.levels),
    "wait_for_customer": lambda chance, contract, _: {"question": "Which version is it?"},
    "customer_responded": lambda chance, contract, _: {"accepts_solution": chance.happens(200), "text": "It is 5.2"},
    "wait_for_third_party": lambda chance, contract, _: {"party": one_of(chance, PARTIES)},
    "third_party_responded": lambda chance, contract, _: _maybe(chance, "party", PARTIES),
    "stop_waiting": lambda chance, contract, _: _maybe(chance, "on", ["customer", *PARTIES]),
    "escalate": _escalation,
    "change_priority": lambda chance, contract, _: {"priority": one_of(chance, contract.priorities)},
    "migrate": lambda chance, contract, _: {"contract": one_of(chance, ("imagiclecare-4.1", "imagiclecare-5.0"))},
    "assign": lambda chance, contract, number: {"to": f"Engineer {number}"},
    "add_note": lambda chance, contract, number: {"text": f"Note {number}"},
}
