"""The ids of a ticket's commands (openings have none), so that a repeat changes nothing (semantics 23 and 23c)."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import islice

from domain.errors import OtherContent
from domain.ticket.commands import Command
from domain.ticket.events import FromOutside
from domain.ticket.recorded import Recorded
from domain.value import Value

REMEMBERED = 1000
"""How many ids a ticket remembers; the oldest is forgotten first."""
ANY_CONTENT = ""
"""The content of a command of which nothing but the id is known any more."""


class Memory(Value):
    """The last ids, the oldest first, each with its command's content.

    Both are kept as digests: what a ticket carries from run to run may not grow with the length of others' ids.
    """

    ids: Mapping[str, str] = {}

    def knows(self, command: Command) -> bool:
        """Whether this very command was taken before. Raises `OtherContent` where its id was another command's."""
        if command.id is None:
            return False
        known = self.ids.get(_digest(command.id))
        if known is None:
            return False
        if known not in (ANY_CONTENT, content_digest(command)):
            raise OtherContent(command.id)
        return True

    def with_commands(self, commands: Iterable[Command]) -> "Memory":
        """The memory after these commands."""
        return self._with({_digest(one.id): content_digest(one) for one in commands if one.id is not None})

    def _with(self, taken: Mapping[str, str]) -> "Memory":
        if not taken:
            return self
        ids = {**self.ids, **taken}
        return Memory(ids=dict(islice(ids.items(), max(0, len(ids) - REMEMBERED), None)))


def remembered(stream: Iterable[Recorded]) -> Memory:
    """What a ticket's events tell of the commands that it took; their contents are known no more."""
    ids = (one.event.command for one in stream if isinstance(one.event, FromOutside))
    return Memory()._with({_digest(one): ANY_CONTENT for one in ids if one is not None})


def content_digest(command: Command) -> str:
    """A digest of what is asked. When it was sent does not belong to it: a retry is stamped anew."""
    return _digest(command.model_dump_json(exclude={"id", "sent_at"}, exclude_none=True))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
