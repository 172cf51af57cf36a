"""The ids of the commands that a ticket has taken, so that a repeat changes nothing (semantics 23 and 23c)."""

from collections.abc import Mapping
from hashlib import sha256

from domain.commands import Command
from domain.errors import OtherContent
from domain.value import Value

REMEMBERED = 1000
"""How many ids a ticket remembers; the oldest is forgotten first."""


class Memory(Value):
    """The last ids, the oldest first, each with a digest of its command's content."""

    ids: Mapping[str, str] = {}

    def knows(self, command: Command) -> bool:
        """Whether this very command was taken before. Raises `OtherContent` where its id was another command's."""
        if command.id is None or command.id not in self.ids:
            return False
        if self.ids[command.id] != content_digest(command):
            raise OtherContent(command.id)
        return True

    def with_command(self, command: Command) -> "Memory":
        """The memory after this command."""
        if command.id is None:
            return self
        kept = list(self.ids.items())[-(REMEMBERED - 1) :]
        return Memory(ids=dict([*kept, (command.id, content_digest(command))]))


def content_digest(command: Command) -> str:
    """A digest of what is asked. When it was sent does not belong to it: a retry is stamped anew."""
    content = command.model_dump_json(exclude={"id", "sent_at"}, exclude_none=True)
    return sha256(content.encode()).hexdigest()[:16]
