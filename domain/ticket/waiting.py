"""Waits begin and end; the clock runs when none is left (semantics 11 and 14)."""

from datetime import datetime

from domain.ticket.ledger import CUSTOMER, THIRD_PARTY
from domain.ticket.ticket import CustomerWait, ThirdPartyWait, Working


def start_wait(working: Working, on: str, since: datetime) -> Working:
    """Working, and waiting on one more: the customer, or the third party of that name."""
    if on == CUSTOMER:
        return working.model_copy(update={"customer": CustomerWait(since=since)})
    wait = ThirdPartyWait(party=party_of(on), since=since)
    return working.model_copy(update={"third_parties": (*working.third_parties, wait)})


def end_wait(working: Working, on: str) -> Working:
    """Working, and waiting on one fewer."""
    if on == CUSTOMER:
        return working.model_copy(update={"customer": None})
    left = tuple(wait for wait in working.third_parties if wait.party != party_of(on))
    return working.model_copy(update={"third_parties": left})


def party_of(on: str) -> str:
    """The third party's own name, from the name under which the ledger knows it."""
    return on.removeprefix(THIRD_PARTY)
