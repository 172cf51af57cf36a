"""Refusing an operator's command that cannot be, before it becomes history."""

from collections.abc import Callable

from temporalio import workflow

from domain.deciding.turns import take
from domain.errors import DomainError, TicketIsClosed
from domain.ticket.commands import Command, Migrate
from domain.ticket.ticket import Ticket
from workflows.refusing import refusal
from workflows.ticket.state import TicketState

CHECKS = 25
"""Updates that are checked in one task before they become history; of more at once, those that cannot be hear so a
moment later. A task that computes for seconds is taken for one that hangs."""


class Checks:
    """Checks of one ticket's updates.

    What a validator knows and forgets is no part of the workflow's state: it runs once, and not in a replay.
    """

    def __init__(self, state: TicketState) -> None:
        """Check against this state, which is only read."""
        self._state = state
        self._checked = (0, 0)

    def check(self, read: Callable[[], Command]) -> None:
        """Refuse a command at once. A bug of ours is not a refusal: the handler meets it loudly."""
        ticket = self._state.ticket
        if ticket is None or self._has_checked_many():
            return
        try:
            command = read()
            sentence = None if self._state.memory.knows(command) else self._would_refuse(ticket, command)
        except DomainError as refused:
            raise refusal(refused.sentence) from None
        if sentence is not None:
            raise refusal(sentence)

    def _has_checked_many(self) -> bool:
        task, checked = self._checked
        current = workflow.info().get_current_history_length()
        self._checked = (current, checked + 1 if task == current else 1)
        return self._checked[1] > CHECKS

    def _would_refuse(self, ticket: Ticket, command: Command) -> str | None:
        if isinstance(command, Migrate):
            # Only the worker knows other contracts; the handler may still refuse.
            return TicketIsClosed(ticket.id).sentence if self._state.is_closed else None
        try:
            return take(ticket, command, workflow.now(), awaited=True).refusal
        except DomainError:
            raise
        except Exception:
            workflow.logger.exception("checking %s failed; its handler will say so", command.type)
            return None
