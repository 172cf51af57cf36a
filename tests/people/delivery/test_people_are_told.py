"""Announcements of real tickets reach real receivers, in the reader's language, on the channel they prefer."""

import logging
from email.message import EmailMessage
from typing import Any

import pytest

from tests.people.channels.writing import SECRET
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import Office, no_secret_is_left, until
from tests.workflows.given.world import Life, rome


def plain(mail: EmailMessage) -> str:
    part: Any = mail.get_body(("plain",))
    text: str = part.get_content()
    return text


async def test_everybody_hears_in_their_language_on_the_channel_they_prefer_and_no_secret_is_left_anywhere(
    office_of: OfficeMaker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with office_of() as office, office.at_work():
        ticket = await office.opened(rome("2032-11-02 09:00"))
        await until(lambda: len(office.mail.mails) == 2)
        await ticket.until(rome("2032-11-02 13:01"))
        await until(lambda: office.posts_to("lena"))
        await until(lambda: len(office.mails_to("anna")) >= 2)
        await office.settled(ticket)

        assert "Nous avons reçu votre demande" in plain(office.mails_to("acme")[0])
        assert "ha un nuovo ticket" in plain(office.mails_to("anna")[0])
        told = [post.verified(SECRET) for post in office.posts_to("lena")]
        escalations = [one["data"] for one in told if one["type"] == "ticket.Escalated"]
        assert [(one["ticket"], one["recipient"]) for one in escalations] == [(ticket.id, "team-leader")]
        assert escalations[0]["sentence"].startswith("escalated from support-team to team-leader")
        assert escalations[0]["standing"]["level"] == "team-leader"
        assert {outcome for *_, outcome in await office.outcomes(ticket)} == {"sent"}
        assert await office.outcomes(ticket) == await announced(office, ticket)
        mailboxes = [office.mailbox(office.person(one)) for one in ("anna", "lena")]
        await no_secret_is_left(office, [ticket.handle, *mailboxes], caplog.text)


async def announced(office: Office, life: Life) -> list[tuple[int, str, str, str, str]]:
    """What should be recorded: every announcement of the ticket, for the person who is that role here."""
    async with office.journal() as journal:
        announcements = await journal.announcements(life.id)
    who = {
        "customer": (f"customer/{office.customer}", "mail"),
        "support-team": ("anna", "mail"),
        "team-leader": ("lena", "desk"),
    }
    return sorted((one.event, one.recipient, *who[one.recipient], "sent") for one in announcements)


async def test_what_comes_together_comes_as_one_message_and_what_follows_at_once_waits_for_the_next(
    office_of: OfficeMaker,
) -> None:
    async with office_of() as office, office.at_work():
        tickets = [await office.opened(rome("2032-11-02 09:00")) for _ in range(3)]
        for ticket in tickets:
            await ticket.do("wait_for_customer", question="Which extension is it?")
        for ticket in tickets:
            await office.settled(ticket)

        mails = office.mails_to("acme")
        assert 1 <= len(mails) <= 3
        rows = [row for ticket in tickets for row in await office.deliveries(ticket) if row["recipient"] == "customer"]
        assert len(rows) == 6
        assert {row["message"] for row in rows} == {
            str(mail["Message-ID"]).strip("<>").partition("@")[0] for mail in mails
        }
