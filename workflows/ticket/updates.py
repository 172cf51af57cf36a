"""What operators can ask of a ticket. Each is refused at once, for no history, where it cannot be."""

from abc import ABC, abstractmethod
from hashlib import sha256
from typing import Final

from temporalio import workflow

from domain.deciding.parsing import read_command
from domain.showing.snapshot import Snapshot
from domain.ticket.commands import Command
from workflows.arguments import only

MOST: Final = 200
"""Characters of a command's id."""


def read_update(asked: str, message: tuple[object, ...]) -> Command:
    """The command that an update brings; of one without an id, under the update's own. Raises `Unreadable`."""
    command = read_command(asked, only(message))
    update = workflow.current_update_info()
    return command if command.id or not update else command.model_copy(update={"id": command_id(update.id)})


def command_id(update: str) -> str:
    """The id of a command that has none of its own, from that of its update (23c), which may be any text."""
    fits = len(update) <= MOST and update.isprintable() and update == update.strip()
    return update if fits else sha256(update.encode()).hexdigest()


class Operators(ABC):
    """The updates of a ticket's workflow. Each takes one JSON object with the fields of its command."""

    @abstractmethod
    async def operate(self, asked: str, message: tuple[object, ...]) -> Snapshot:
        """Take the command, and answer with the snapshot as soon as it is decided."""

    @abstractmethod
    def check(self, asked: str, message: tuple[object, ...]) -> None:
        """Refuse what cannot be, before it becomes history."""

    @workflow.update(description="Take the case in charge, or answer for a level.")
    async def acknowledge(self, *message: object) -> Snapshot:
        """Take the case in charge, or answer for a level."""
        return await self.operate("acknowledge", message)

    @acknowledge.validator
    def _may_acknowledge(self, *message: object) -> None:
        self.check("acknowledge", message)

    @workflow.update(description="Tell the customer the priority.")
    async def confirm_priority(self, *message: object) -> Snapshot:
        """Tell the customer the priority."""
        return await self.operate("confirm_priority", message)

    @confirm_priority.validator
    def _may_confirm_priority(self, *message: object) -> None:
        self.check("confirm_priority", message)

    @workflow.update(description="Stop the clock: the customer has to answer.")
    async def wait_for_customer(self, *message: object) -> Snapshot:
        """Stop the clock: the customer has to answer."""
        return await self.operate("wait_for_customer", message)

    @wait_for_customer.validator
    def _may_wait_for_customer(self, *message: object) -> None:
        self.check("wait_for_customer", message)

    @workflow.update(description="Stop the clock: a named third party has to act.")
    async def wait_for_third_party(self, *message: object) -> Snapshot:
        """Stop the clock: a named third party has to act."""
        return await self.operate("wait_for_third_party", message)

    @wait_for_third_party.validator
    def _may_wait_for_third_party(self, *message: object) -> None:
        self.check("wait_for_third_party", message)

    @workflow.update(description="Take a question back; the clock runs again.")
    async def stop_waiting(self, *message: object) -> Snapshot:
        """Take a question back; the clock runs again."""
        return await self.operate("stop_waiting", message)

    @stop_waiting.validator
    def _may_stop_waiting(self, *message: object) -> None:
        self.check("stop_waiting", message)

    @workflow.update(description="The customer phoned the on-call service.")
    async def engage_on_call(self, *message: object) -> Snapshot:
        """The customer phoned the on-call service."""
        return await self.operate("engage_on_call", message)

    @engage_on_call.validator
    def _may_engage_on_call(self, *message: object) -> None:
        self.check("engage_on_call", message)

    @workflow.update(description="Ask for a higher level.")
    async def escalate(self, *message: object) -> Snapshot:
        """Ask for a higher level."""
        return await self.operate("escalate", message)

    @escalate.validator
    def _may_escalate(self, *message: object) -> None:
        self.check("escalate", message)

    @workflow.update(description="Raise or lower the priority.")
    async def change_priority(self, *message: object) -> Snapshot:
        """Raise or lower the priority."""
        return await self.operate("change_priority", message)

    @change_priority.validator
    def _may_change_priority(self, *message: object) -> None:
        self.check("change_priority", message)

    @workflow.update(description="Move it to another contract, or version, or plan.")
    async def migrate(self, *message: object) -> Snapshot:
        """Move it to another contract, or version, or plan."""
        return await self.operate("migrate", message)

    @migrate.validator
    def _may_migrate(self, *message: object) -> None:
        self.check("migrate", message)

    @workflow.update(description="Name the engineer who works on it.")
    async def assign(self, *message: object) -> Snapshot:
        """Name the engineer who works on it."""
        return await self.operate("assign", message)

    @assign.validator
    def _may_assign(self, *message: object) -> None:
        self.check("assign", message)

    @workflow.update(description="Write something down.")
    async def add_note(self, *message: object) -> Snapshot:
        """Write something down."""
        return await self.operate("add_note", message)

    @add_note.validator
    def _may_add_note(self, *message: object) -> None:
        self.check("add_note", message)

    @workflow.update(description="The problem is solved.")
    async def resolve(self, *message: object) -> Snapshot:
        """The problem is solved."""
        return await self.operate("resolve", message)

    @resolve.validator
    def _may_resolve(self, *message: object) -> None:
        self.check("resolve", message)

    @workflow.update(description="The problem is back.")
    async def reopen(self, *message: object) -> Snapshot:
        """The problem is back."""
        return await self.operate("reopen", message)

    @reopen.validator
    def _may_reopen(self, *message: object) -> None:
        self.check("reopen", message)

    @workflow.update(description="End the ticket for good.")
    async def close(self, *message: object) -> Snapshot:
        """End the ticket for good."""
        return await self.operate("close", message)

    @close.validator
    def _may_close(self, *message: object) -> None:
        self.check("close", message)
