"""What mailboxes and pagers are given, read so that nothing that anybody sends stops them."""

from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from activities.delivery.letters import Letter
from activities.delivery.mailboxes import MailboxStart, PagerStart, mailbox_id, pager_id
from domain.bounds import require_bounds
from domain.brief import name
from domain.errors import Unreadable
from workflows.arguments import only

Start = TypeVar("Start", MailboxStart, PagerStart)

_LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)


class Incoming(NamedTuple):
    """The letters of a message, and how many there were that are none."""

    letters: list[Letter]
    unreadable: int

    @property
    def size(self) -> int:
        """What reading them cost, in bytes of an ordinary letter."""
        return 400 * (len(self.letters) + self.unreadable)


def read_letters(arguments: tuple[object, ...]) -> Incoming:
    """The letters that a message holds. Raises `Unreadable` where it is no list at all."""
    message = only(arguments)
    if message is None:
        return Incoming([], 0)
    if not isinstance(message, list):
        raise Unreadable("a mailbox takes a list of letters; send it what `activities.delivery.letters` describes")
    require_bounds(message)
    letters = [letter for one in message if (letter := _letter(one)) is not None]
    return Incoming(letters, len(message) - len(letters))


def read_mailbox(arguments: tuple[object, ...], id_: str, *, continues: bool) -> MailboxStart:
    """How a mailbox of that id starts. Raises `Unreadable`.

    `continues`: whether a run of the same mailbox hands it on. What one run leaves to the next is believed of that
    alone.
    """
    start = _valid(MailboxStart, only(arguments), "a mailbox", '{"person": ...}')
    if id_ != mailbox_id(start.person):
        raise Unreadable(f"the mailbox of {name(start.person)} must have the id {mailbox_id(start.person)}")
    if continues:
        return start
    return MailboxStart(person=start.person, pace=start.pace, continue_as_new_after=start.continue_as_new_after)


def read_pager(arguments: tuple[object, ...], id_: str, *, continues: bool) -> PagerStart:
    """How a pager of that id starts. Raises `Unreadable`; `continues` as for a mailbox."""
    start = _valid(PagerStart, only(arguments), "a pager", '{"letter": {...}}')
    of = pager_id(start.letter.ticket, start.letter.event)
    if id_ != of:
        raise Unreadable(f"the pager of event {start.letter.event} of {start.letter.ticket} must have the id {of}")
    return start if continues else start.model_copy(update={"unrecorded": ()})


def _valid(type_: type[Start], message: Any, what: str, shape: str) -> Start:
    require_bounds(message)
    try:
        return type_.model_validate(message)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        where = ".".join(name(part) for part in first["loc"]) or "the message"
        raise Unreadable(
            f"{what} cannot start with this ({where}: {name(first['msg'])}); it must be a JSON object {shape}"
        ) from None


def _letter(message: object) -> Letter | None:
    try:
        return _LETTER.validate_python(message)
    except ValidationError:
        return None
