"""Handing announcements over to the mailboxes and pagers of those they are for. Their workflows bring them."""

from collections import defaultdict
from collections.abc import Iterable

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.delivery.letters import Letter
from activities.delivery.mailboxes import LETTERS, MAILBOX, PAGER, MailboxStart, PagerStart, mailbox_id, pager_id
from activities.delivery.pace import Pace
from domain.markdown import as_text


class HandOver:
    """Gives letters to mailboxes. A letter given twice is brought once: its mailbox knows its key."""

    def __init__(
        self, client: Client, task_queue: str, pace: Pace | None = None, *, continue_as_new_after: int | None = None
    ) -> None:
        """Reach the mailboxes through a client; they live on the task queue."""
        self._client = client
        self._task_queue = task_queue
        self._continue_as_new_after = continue_as_new_after
        self.pace = pace or Pace()

    async def to_mailboxes(self, letters: Iterable[tuple[str, Letter]]) -> None:
        """Give each person their letters."""
        by_person: defaultdict[str, list[Letter]] = defaultdict(list)
        for person, letter in letters:
            by_person[person].append(letter)
        for person, theirs in by_person.items():
            start = MailboxStart(person=person, pace=self.pace, continue_as_new_after=self._continue_as_new_after)
            await self._client.start_workflow(
                MAILBOX,
                start,
                id=mailbox_id(person),
                task_queue=self._task_queue,
                start_signal=LETTERS,
                start_signal_args=[theirs],
                static_summary=as_text(f"what is on its way to {person}", 200),
            )

    async def to_pager(self, letter: Letter) -> None:
        """Begin an alarm, once."""
        start = PagerStart(letter=letter, pace=self.pace, continue_as_new_after=self._continue_as_new_after)
        try:
            await self._client.start_workflow(
                PAGER,
                start,
                id=pager_id(letter.ticket, letter.event),
                task_queue=self._task_queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                static_summary=as_text(f"the alarm of ticket {letter.ticket}", 200),
            )
        except WorkflowAlreadyStartedError:
            return
