"""Mailboxes and pagers, the workflows that bring letters: their names, ids and signals, and how they start."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from activities.delivery.letters import DeliveryOutcome, Letter, PersonKey
from activities.delivery.pace import Pace
from domain.text import Instant
from domain.value import Value

MAILBOX, PAGER = "Mailbox", "Pager"
"""The workflows: one for each person, and one for each alarm on call."""
LETTERS = "letters"
"""The signal by which a mailbox gets what it has to bring."""
ACKNOWLEDGED = "acknowledged"
"""The signal that silences a pager."""

_SAFE = re.compile(r"[a-z0-9/._-]{1,120}")


def mailbox_id(person: str) -> str:
    """The id of a person's mailbox. A key that is no plain name, such as a customer's, stands there as a digest."""
    if _SAFE.fullmatch(person):
        return f"mailbox/{person}"
    kind = "customer/" if person.startswith("customer/") else ""
    return f"mailbox/{kind}{sha256(person.encode()).hexdigest()[:24]}"


def pager_id(ticket: str, event: int) -> str:
    """The id of the pager that calls for an alarm."""
    return f"pager/{ticket}/{event}"


class MailboxStart(Value):
    """How a mailbox starts: empty, or with what the run before it left."""

    person: PersonKey
    pace: Pace = Pace()
    waiting: tuple[Letter, ...] = ()
    seen: tuple[str, ...] = ()
    """Digests of the keys that came here, the latest last."""
    not_before: Instant | None = None
    not_before_urgent: Instant | None = None
    """The earliest instants of the next message, and of the next with something urgent."""
    down: Mapping[str, Instant] = {}
    """Channels that gave up lately, and when."""
    busy: Mapping[str, Instant] = {}
    """Channels that asked to be left alone, and until when."""
    aside: tuple[Letter, ...] = ()
    aside_until: Instant | None = None
    """What is tried again then, as there was no way for now and there is nobody else."""
    continue_as_new_after: int | None = None


class PagerStart(Value):
    """How a pager starts: with its alarm, and with the calls that were made."""

    letter: Letter
    pace: Pace = Pace()
    calls: Annotated[int, Field(ge=0, lt=2**31)] = 0
    unrecorded: tuple[DeliveryOutcome, ...] = ()
    """What came of calls, and could not be recorded yet."""
    continue_as_new_after: int | None = None
