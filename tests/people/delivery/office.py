"""An office that is told: a directory, the other side of its channels, and a worker that brings letters there."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import asyncpg
from temporalio.client import Client, WorkflowHandle

from activities.delivery.handing_over import HandOver
from activities.delivery.letters import Letter, Place
from activities.delivery.mailboxes import mailbox_id
from activities.delivery.pace import Pace
from domain.contract.library import Library
from domain.deciding.parsing import read_opening
from domain.showing.snapshot import Snapshot
from people.directory.loading.loader import load
from runtime.settings import Settings
from runtime.worker.delivering import DeliverySetup
from runtime.worker.working import working
from tests.people.channels.receivers import MailServer, Receiver, Request
from tests.people.channels.writing import SECRET
from tests.workflows.given.world import Life, World, a_request
from workflows.ticket.ticket_workflow import TicketWorkflow

PASSWORD = "correct-horse/battery"
ENVIRON = {"HOOK": SECRET, "PASSWORD": PASSWORD}
SOON = Pace(gather=0.3, gather_urgent=0.1, spacing=0.3, spacing_urgent=0.1, idle=30, slower=0.02, alarm=0.5)
"""A pace for tests that live by the wall's clock."""

DIRECTORY = """
gateways:
  texts: {{kind: sms, address: "json://u:${{PASSWORD}}@{http}/texts/{{to}}", rate: 600}}
people:
  anna:
    name: Anna Bianchi
    language: it
    zone: Europe/Rome
    channels:
      mail: {{kind: mail, address: "{mail}anna{me}@sundial.example"}}
      chat: {{kind: chat, address: "json://u:${{PASSWORD}}@{http}/anna{me}"}}
    stand_in: marco
  marco:
    name: Marco De Luca
    language: en
    zone: Europe/Rome
    channels:
      chat: {{kind: chat, address: "json://{http}/marco{me}"}}
      texts: {{through: texts, to: "39000"}}
  lena:
    name: Lena Vogt
    language: de
    zone: Europe/Berlin
    channels:
      desk: {{kind: webhook, address: "http://{http}/lena{me}", secret: "${{HOOK}}"}}
      texts: {{through: texts, to: "49000"}}
teams:
  - contracts: "*"
    theatres: "*"
    levels:
      support-team: {{people: [anna]}}
      team-leader: {{people: [lena]}}
      on-call:
        rotation: {{people: [marco, lena], starts: 2026-01-05, handover: Mon 09:00, zone: Europe/Rome}}
customers:
  Acme Ltd:
    language: fr
    zone: Europe/Paris
    channels:
      mail: {{kind: mail, address: "{mail}acme{me}@acme.example"}}
"""


class Office(World):
    """A world with a directory. Its people have keys of their own, and so mailboxes that no other test has."""

    def __init__(
        self, client: Client, settings: Settings, database_url: str, library: Library, folder: Path, pace: Pace
    ) -> None:
        super().__init__(client, settings, database_url, library)
        self.me = uuid4().hex[:8]
        self.mail = MailServer()
        self.http = Receiver()
        self.pace = pace
        self.folder = folder
        self._file = folder / f"directory-{self.me}.yaml"
        self.text = DIRECTORY

    def directory_file(self) -> Path:
        """The directory as a file. Its keys are this office's own, so that no two offices share a mailbox."""
        text = self.text.format(mail=self.mail.address(""), http=self.http.host, me=self.me)
        text = re.sub(r"\b(anna|marco|lena)\b(?=:$|[],]|$)", rf"\1-{self.me}", text, flags=re.MULTILINE)
        self._file.write_text(text.replace("Acme Ltd:", f"{self.customer}:"))
        return self._file

    def has_customers(self, *names: str) -> None:
        """List more customers, each with a mail address that begins with their name."""
        for name in names:
            channels = f'{{{{mail: {{{{kind: mail, address: "{{mail}}{name}{{me}}@acme.example"}}}}}}}}'
            self.text += f"  {name} {self.me}: {{{{language: en, zone: UTC, channels: {channels}}}}}\n"

    def mails_to(self, name: str) -> list[EmailMessage]:
        """What came by mail to Anna, or to the customer (`acme`)."""
        return [mail for mail in self.mail.mails if str(mail["To"]).startswith(f"{name}{self.me}@")]

    def posts_to(self, name: str) -> list[Request]:
        """What came over HTTP to Anna, Marco or Lena."""
        return self.http.of(f"/{name}{self.me}")

    def person(self, name: str) -> str:
        """The key of Anna, Marco or Lena here."""
        return f"{name}-{self.me}"

    @property
    def customer(self) -> str:
        return f"Acme {self.me}"

    def delivery(self) -> DeliverySetup:
        """How announcements are brought here. Mailboxes live on clocks that the test may move."""
        directory = load(self.directory_file(), self.library)
        return DeliverySetup(directory, pace=self.pace, environ=ENVIRON, client=self.skipping.client)

    @asynccontextmanager
    async def at_work(self, **changes: Any) -> AsyncIterator[None]:
        """A running worker that brings letters."""
        settings = self.settings.model_copy(update={"graceful_shutdown_seconds": 1})
        delivery = replace(self.delivery(), **changes)
        async with working(
            self.client, settings, self.database_url, self.library, task_queue=self.task_queue, delivery=delivery
        ):
            yield

    def mailbox(self, person: str) -> WorkflowHandle[Any, Any]:
        """The workflow of a mailbox."""
        return self.client.get_workflow_handle(mailbox_id(person))

    async def opened(
        self, when: datetime, *, ticket: str | None = None, customer: str | None = None, **changes: Any
    ) -> Life:
        """A ticket of this office's customer, which opens at a future instant of its own time."""
        opening = read_opening(
            {
                "ticket": ticket or f"T-{uuid4().hex[:8]}",
                "customer": customer or self.customer,
                "subject": "No calls come through",
                "request": a_request(**changes),
                "at": when.isoformat(),
            }
        )
        start, options = self.tickets.starts.opening(opening)
        handle = await self.skipping.start_at(when, TicketWorkflow.run, start, **options)
        await handle.execute_update("opened", result_type=Snapshot)
        return Life(opening.ticket, handle, self.tickets, self.skipping)

    async def deliveries(self, life: Life | None = None) -> list[asyncpg.Record]:
        """What is recorded of this office's deliveries, in order of time."""
        connection = await asyncpg.connect(self.database_url)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(
                "select * from deliveries where $1::text is null or ticket = $1 order by at, event, recipient, person",
                life.id if life else None,
            )
        finally:
            await connection.close()
        return rows

    async def handed_over(self, life: Life, name: str, *, event: int, urgent: bool = False) -> None:
        """Hand one announcement of a ticket to Anna, Marco or Lena, as one of the support team."""
        levels = ("support-team", "team-leader")
        place = Place(contract="imagiclecare-4.1", theatre="europe", customer=self.customer, levels=levels)
        letter = Letter(
            ticket=life.id, event=event, role="support-team", place=place, at=datetime.now(UTC), urgent=urgent
        )
        hand_over = HandOver(self.skipping.client, self.task_queue, self.pace)
        await hand_over.to_mailboxes([(self.person(name), letter)])

    async def out(self, life: Life, name: str, event: int) -> bool:
        """Whether Anna, Marco or Lena was told of an event."""
        rows = await self.deliveries(life)
        return any((row["person"], row["event"], row["outcome"]) == (self.person(name), event, "sent") for row in rows)

    async def settled(self, life: Life, within: float = 20) -> None:
        """Wait until every announcement of a ticket has gone out to somebody."""
        async with self.journal() as journal:

            async def all_out() -> bool:
                keys = {(one.event, one.recipient) for one in await journal.announcements(life.id)}
                out = {
                    (row["event"], row["recipient"]) for row in await self.deliveries(life) if row["outcome"] == "sent"
                }
                return bool(keys) and keys == out

            await until(all_out, within)

    async def outcomes(self, life: Life) -> list[tuple[int, str, str, str, str]]:
        """Event, role, person, channel and outcome of what is recorded of a ticket."""
        return sorted(
            (row["event"], row["recipient"], row["person"].removesuffix(f"-{self.me}"), row["channel"], row["outcome"])
            for row in await self.deliveries(life)
        )


async def until(holds: Callable[[], Any], within: float = 20) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(within):
        while True:
            found = holds()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return
            await asyncio.sleep(0.05)


@asynccontextmanager
async def an_office(
    client: Client, settings: Settings, database_url: str, library: Library, folder: Path, pace: Pace = SOON
) -> AsyncIterator[Office]:
    """An office whose mail server and receiver run."""
    office = Office(client, settings, database_url, library, folder, pace)
    async with office.mail, office.http:
        yield office


EVERY_ROW = """
select deliveries::text as row from deliveries
union all select gone_addresses::text from gone_addresses
union all select announcements::text from announcements
union all select events::text from events
"""


async def no_secret_is_left(office: Office, workflows: Sequence[WorkflowHandle[Any, Any]], logged: str) -> None:
    """Look for secrets in Temporal, in PostgreSQL and in the logs; addresses do not travel through Temporal either."""
    histories = [(await handle.fetch_history()).to_json() for handle in workflows]
    connection = await asyncpg.connect(office.database_url)
    rows = [row["row"] for row in await connection.fetch(EVERY_ROW)]
    await connection.close()
    everything = "\n".join([*histories, *rows, logged])
    assert office.me in everything
    assert not any(secret in everything for secret in (PASSWORD, quote(PASSWORD, safe=""), SECRET))
    assert not any(f"{office.me}@" in history or office.http.host in history for history in histories)
