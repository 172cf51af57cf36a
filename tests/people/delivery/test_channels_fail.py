"""A channel fails: another way, another person, and nothing else is late for it."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from activities.delivery.pace import Pace
from activities.journal.database import open_pool
from domain.ticket.events import Escalated
from tests.people.channels.receivers import Request
from tests.people.channels.writing import SECRET
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import SOON, Office, no_secret_is_left, until
from tests.workflows.given.world import Life, rome

NINE = rome("2032-11-02 09:00")


async def hours_pass(office: Office, person: str, hours: float) -> None:
    """Move the clock of a mailbox."""
    handle = office.mailbox(f"customer/{person}" if person == office.customer else office.person(person))
    await office.skipping.advance_to(handle, await office.skipping.now(handle) + timedelta(hours=hours))


async def test_a_channel_that_is_down_for_an_hour_delays_nothing_else(office_of: OfficeMaker) -> None:
    async with office_of(pace=Pace(idle=7200)) as office, office.at_work():
        await office.mail.stop()
        ticket = await office.opened(NINE)
        anna = office.mailbox(office.person("anna"))
        await until(lambda: exists(office, "anna"))

        # The ticket's clock: it escalates on time, and who has a channel that works hears of it at once.
        await ticket.until(rome("2032-11-02 13:01"))
        (escalated,) = [one for one in await ticket.events() if isinstance(one.event, Escalated)]
        assert escalated.event.occurred_at == rome("2032-11-02 13:00")
        assert escalated.recorded_at - escalated.event.occurred_at < timedelta(seconds=1)
        await until(lambda: exists(office, "lena"))
        await hours_pass(office, "lena", 0.02)
        await until(lambda: office.posts_to("lena"))
        assert office.posts_to("anna") == []

        # Anna's own: the attempts of mail, then her next channel; while it is known to be down, that one at once.
        began = await office.skipping.now(anna)
        await hours_pass(office, "anna", 1)
        await until(lambda: office.posts_to("anna"))
        failed = [row for row in await office.deliveries() if row["person"] == office.person("anna")]
        mail = [row for row in failed if row["channel"] == "mail"]
        assert {row["outcome"] for row in mail} == {"failed"}
        assert {row["detail"] for row in mail} == {"the mail server cannot be reached (ConnectionRefusedError)"}
        assert timedelta(0) < min(row["at"] for row in mail) - began < timedelta(minutes=20)

        # Who has no other channel and nobody in their place: it waits, and comes when the mail does.
        await hours_pass(office, office.customer, 1)
        told = [row for row in await office.deliveries(ticket) if row["recipient"] == "customer"]
        assert {row["outcome"] for row in told} == {"failed"}
        await office.mail.start()
        await hours_pass(office, office.customer, 1)
        await until(lambda: office.mails_to("acme"))
        assert len(office.mails_to("acme")) == 1
        assert not any(row["outcome"] == "nobody" for row in await office.deliveries(ticket))

        # It is back: what follows goes by mail again, and nothing was told twice.
        other = await office.opened(NINE)
        await until(lambda: has_letters(office, other))
        await hours_pass(office, "anna", 0.1)
        await until(lambda: any(other.id in str(mail["Subject"]) for mail in office.mails_to("anna")))
        sent = [row for row in await office.deliveries() if row["person"] == office.person("anna")]
        keys = [(row["ticket"], row["event"], row["recipient"]) for row in sent if row["outcome"] == "sent"]
        assert len(keys) == len(set(keys)) > 5


async def has_letters(office: Office, ticket: Life) -> bool:
    async with open_pool(office.database_url) as pool:
        told = await pool.fetch("select handed_over_at from announcements where ticket = $1", ticket.id)
    return bool(told) and all(row["handed_over_at"] for row in told)


async def exists(office: Office, person: str) -> bool:
    rows = [
        one async for one in office.client.list_workflows(f"WorkflowId = '{office.mailbox(office.person(person)).id}'")
    ]
    return bool(rows)


async def test_who_cannot_be_reached_has_somebody_in_their_place_up_the_ladder_and_the_last_word_is_nobody(
    office_of: OfficeMaker, caplog: pytest.LogCaptureFixture
) -> None:
    async with office_of() as office, office.at_work():
        office.mail.reply = "550 no such mailbox"
        dead = {f"/anna{office.me}", f"/marco{office.me}"}
        office.http.answer = lambda request: "403 No" if request.path in dead else "200 OK"
        ticket = await office.opened(NINE)
        await until(lambda: outcomes(office, ticket, 1))

        assert await office.outcomes(ticket) == [
            (1, "customer", "", "", "nobody"),
            (1, "customer", f"customer/{office.customer}", "mail", "failed"),
            (1, "support-team", "anna", "chat", "failed"),
            (1, "support-team", "anna", "mail", "failed"),
            (1, "support-team", "marco", "chat", "failed"),
            (1, "support-team", "marco", "texts", "sent"),
        ]
        (text,) = office.http.of("/texts/39000")
        assert ticket.id in text.json["message"]
        assert len(text.json["message"]) <= 160

        office.http.answer = lambda request: "403 No"
        await ticket.do("wait_for_third_party", party="Carrier")
        await ticket.do("third_party_responded", text="Done.")
        await until(lambda: nobody_left(office, ticket))
        (row,) = [row for row in await office.deliveries(ticket) if row["outcome"] == "nobody" and row["event"] > 1]
        persons = ", ".join(office.person(one) for one in ("anna", "marco", "lena"))
        assert row["detail"] == f"nobody could be reached; tried: {persons}"
        await no_secret_is_left(office, [ticket.handle, office.mailbox(office.person("anna"))], caplog.text)


async def outcomes(office: Office, ticket: Life, event: int) -> bool:
    found = [one for one in await office.outcomes(ticket) if one[0] == event]
    return {"sent", "nobody"} <= {outcome for *_, outcome in found}


async def nobody_left(office: Office, ticket: Life) -> bool:
    return any(one[0] > 1 and one[-1] == "nobody" for one in await office.outcomes(ticket))


async def test_a_webhook_that_is_busy_is_given_the_time_it_asks_for_and_one_that_is_gone_is_never_asked_again(
    office_of: OfficeMaker,
) -> None:
    answers = iter(["429 Slow\r\nretry-after: 1", "503 Down", "200 OK", "410 Gone"])
    times: list[float] = []

    def answer(request: Request) -> str:
        if not request.path.startswith("/lena"):
            return "200 OK"
        times.append(asyncio.get_running_loop().time())
        return next(answers)

    # The pace of retries is a channel's own; what it asks for goes before it.
    async with office_of(pace=SOON.model_copy(update={"slower": 0.05})) as office, office.at_work():
        office.http.answer = answer
        ticket = await office.opened(NINE)
        await ticket.until(rome("2032-11-02 13:00"))
        await until(lambda: len(office.posts_to("lena")) == 3)
        assert times[1] - times[0] >= 1
        assert len({post.headers["webhook-id"] for post in office.posts_to("lena")}) == 1
        assert len({post.body for post in office.posts_to("lena")}) == 1

        await ticket.do("wait_for_third_party", party="Carrier")
        await ticket.do("third_party_responded", text="Done.")
        await until(lambda: len(office.posts_to("lena")) == 4)
        await until(lambda: office.http.of("/texts/49000"))
        await ticket.do("wait_for_third_party", party="Carrier")
        await ticket.do("third_party_responded", text="Done.")
        await until(lambda: len(office.http.of("/texts/49000")) == 2)
        assert len(office.posts_to("lena")) == 4
        assert office.posts_to("lena")[0].verified(SECRET)["data"]["ticket"] == ticket.id


async def test_a_webhook_that_asks_for_hours_is_left_alone_for_so_long(office_of: OfficeMaker) -> None:
    async with office_of() as office, office.at_work():
        busy = "503 Down\r\nretry-after: 7200"
        office.http.answer = lambda request: busy if request.path.startswith("/lena") else "200 OK"
        ticket = await office.opened(NINE)
        await ticket.do("wait_for_third_party", party="Carrier")
        await ticket.do("third_party_responded", text="Done.")
        await office.written(ticket)
        for number, event in enumerate((1, 3), start=1):
            await office.handed_over(ticket, "lena", event=event)
            await until(partial(has_texts, office, number))

        assert len(office.posts_to("lena")) == 1
        details = {row["event"]: row["detail"] for row in await office.deliveries(ticket) if row["channel"] == "desk"}
        assert details == {
            1: "the webhook answered 503 and asks to wait for 7200 s, which is too long",
            3: "it asked to be left alone for longer",
        }


async def test_what_is_urgent_does_not_wait_for_the_attempts_of_what_is_not(office_of: OfficeMaker) -> None:
    # A webhook's hour of attempts takes more than half a minute here, those of what is urgent a second.
    async with office_of(pace=SOON.model_copy(update={"slower": 0.01})) as office, office.at_work():
        office.http.answer = lambda request: "503 Down" if request.path.startswith("/lena") else "200 OK"
        ticket = await office.opened(NINE)
        await ticket.do("wait_for_third_party", party="Carrier")
        await ticket.do("third_party_responded", text="Done.")
        await office.written(ticket)
        await office.handed_over(ticket, "lena", event=1)
        await until(lambda: office.posts_to("lena"))
        await office.handed_over(ticket, "lena", event=3, urgent=True)
        await until(lambda: has_texts(office, 1))
        hers = [one for one in await office.outcomes(ticket) if one[2] == "lena"]
        assert hers == [(3, "support-team", "lena", "desk", "failed"), (3, "support-team", "lena", "texts", "sent")]

        office.http.answer = lambda request: "200 OK"
        await until(lambda: office.out(ticket, "lena", 1))
        assert len(office.http.of("/texts/49000")) == 1


def has_texts(office: Office, number: int) -> bool:
    return len(office.http.of("/texts/49000")) == number
