"""Many at once: one digest for a person, and one rate for a gateway."""

import asyncio
from collections import Counter
from datetime import timedelta

from activities.delivery.dispatching import Dispatching
from activities.delivery.handing_over import HandOver
from activities.delivery.letters import Letter, Place
from activities.delivery.pace import Pace
from activities.delivery.recipients import Whom
from activities.journal.database import open_pool
from activities.journal.journal import Journal
from activities.journal.schema import migrate
from domain.ticket.commands import RecordThirdPartyResponse, WaitForThirdParty
from tests.activities.lives import MONDAY, Life
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import Office, until
from tests.workflows.given.world import rome


async def test_on_a_monday_morning_two_hundred_announcements_are_one_or_two_messages(office_of: OfficeMaker) -> None:
    async with office_of(pace=Pace(gather=15, idle=7200)) as office, open_pool(office.database_url) as pool:
        await migrate(office.database_url)
        delivery = office.delivery()
        hand_over = HandOver(office.skipping.client, office.task_queue, delivery.pace)
        dispatching = Dispatching(pool, Whom(delivery.directory), hand_over)
        journal = Journal(pool, dispatching)
        for number in range(100):
            life = Life(f"{office.me}-{number}", customer=office.customer)
            life.does(WaitForThirdParty(party="Carrier"), MONDAY).does(
                RecordThirdPartyResponse(party="Carrier"), MONDAY
            )
            told = tuple(one for one in life.announcements if one.recipient == "support-team")
            assert len(told) == 2
            await journal.write(life.entry(told=told))
            await dispatching.dispatch(life.standing.ticket, MONDAY)
        async with office.at_work():
            anna = office.mailbox(office.person("anna"))
            later = await office.skipping.now(anna) + timedelta(minutes=10)
            await office.skipping.advance_to(anna, later)
            await until(lambda: office.mails_to("anna"))
            rows = [row for row in await office.deliveries() if row["person"] == office.person("anna")]

            assert 1 <= len(office.mails_to("anna")) <= 2
            assert Counter(row["outcome"] for row in rows) == {"sent": 200}
            assert len({row["message"] for row in rows}) == len(office.mails_to("anna"))


async def test_a_burst_on_a_gateway_keeps_its_rate_and_lets_an_urgent_one_go_first(office_of: OfficeMaker) -> None:
    async with office_of() as office:
        # 180 a minute are three a second.
        guards = [f"guard{number}" for number in range(14)]
        people = "".join(
            f"  {guard}:\n    name: {guard}\n    language: en\n    zone: UTC\n"
            f'    channels:\n      texts: {{{{through: texts, to: "{guard}"}}}}\n'
            for guard in (*guards, "chief")
        )
        office.text = office.text.replace("rate: 600", "rate: 180").replace("people:\n", f"people:\n{people}", 1)
        async with office.at_work():
            ticket = await office.opened(rome("2032-11-02 09:00"))
            await office.written(ticket)
            place = Place(
                contract="imagiclecare-4.1", theatre="europe", customer=office.customer, levels=("support-team",)
            )
            letter = Letter(ticket=ticket.id, event=1, role="support-team", place=place, at=MONDAY)
            hand_over = HandOver(office.client, office.task_queue, office.pace)
            began = asyncio.get_running_loop().time()
            await hand_over.to_mailboxes([(guard, letter) for guard in guards])
            await until(lambda: texts(office))
            await hand_over.to_mailboxes([("chief", letter.model_copy(update={"urgent": True}))])
            await until(lambda: len(texts(office)) == 15)
            took = asyncio.get_running_loop().time() - began

            assert took >= 3
            assert texts(office).index("/texts/chief") < 12


def texts(office: Office) -> list[str]:
    return [one.path for one in office.http.requests if one.path.startswith("/texts/")]
