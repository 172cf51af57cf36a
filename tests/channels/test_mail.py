import pytest

from channels.mail import MailChannel
from channels.outcome import Never, Sent, TryAgain
from tests.channels.receivers import MailServer
from tests.channels.writing import an_address, an_envelope


async def test_a_mail_has_plain_text_and_html_and_an_id_that_stays_the_same() -> None:
    async with MailServer() as server:
        address = an_address(server.address("ann@rossi.example"), "mail")

        assert await MailChannel().send(address, an_envelope()) == Sent()
        assert await MailChannel().send(address, an_envelope()) == Sent()

        mail, repeat = server.mails
        assert mail["To"] == "ann@rossi.example"
        assert mail["From"] == "sla@sundial.example"
        assert mail["Subject"] == "ROSSI-1: opened as P1 📞"
        assert mail["Message-ID"] == "<3f1c9a@sundial.example>"
        assert mail["References"] == "<ROSSI-1@sundial.example>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        plain, html = (part.get_content() for part in mail.iter_parts())
        assert plain == "Nobody can call us.\nDue at ten.\n"
        assert html == "<p>Nobody can call us.</p>\n"
        assert server.raw[0] == server.raw[1]
        assert repeat["Message-ID"] == mail["Message-ID"]


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("550 no such mailbox", Never("the mail server refused the message (550)")),
        ("451 come back later", TryAgain("the mail server refused the message (451)")),
    ],
)
async def test_the_servers_reply_code_says_whether_to_try_again(reply: str, outcome: object) -> None:
    async with MailServer() as server:
        server.reply = reply

        assert await MailChannel().send(an_address(server.address("ann@rossi.example")), an_envelope()) == outcome


async def test_a_recipient_that_nobody_knows_is_for_good_and_a_greylisted_one_for_now() -> None:
    async with MailServer() as server:
        address = an_address(server.address("ann@rossi.example"))
        server.recipient_reply = "550 unknown"
        assert await MailChannel().send(address, an_envelope()) == Never(
            "the mail server refused every recipient (550)"
        )
        server.recipient_reply = "450 greylisted"
        assert isinstance(await MailChannel().send(address, an_envelope()), TryAgain)


async def test_a_server_that_is_down_or_does_not_answer_is_tried_again() -> None:
    async with MailServer() as server:
        address = an_address(server.address("ann@rossi.example", cto="1"))
        server.may_answer.clear()
        assert isinstance(await MailChannel().send(address, an_envelope()), TryAgain)
        server.may_answer.set()
        await server.stop()
        outcome = await MailChannel().send(address, an_envelope())
        assert outcome == TryAgain("the mail server cannot be reached (ConnectionRefusedError)")


async def test_an_address_that_is_none_is_for_good_and_is_not_repeated() -> None:
    outcome = await MailChannel().send(an_address("mailto://:hunter2@"), an_envelope())

    assert isinstance(outcome, Never)
    assert "hunter2" not in outcome.why
