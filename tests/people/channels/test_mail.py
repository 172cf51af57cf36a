import pytest

from people.channels.mail import MailChannel
from people.channels.outcome import Never, Sent, TryAgain
from people.channels.post import PostOffice
from people.directory.addresses.address import Channel
from tests.people.channels.receivers import MailServer
from tests.people.channels.writing import an_address, an_envelope


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
        assert mail["X-Auto-Response-Suppress"] == "All"
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


@pytest.mark.parametrize(
    ("to", "recipients"),
    [
        ("ida@münchen.example", ["ida@xn--mnchen-3ya.example"]),
        ("info%40z%C3%BCrich.example", ["info@xn--zrich-kva.example"]),
        ("Ida@Straße.Example", ["Ida@xn--strae-oqa.example"]),
        ("ida@mu\u0308nchen.example", ["ida@xn--mnchen-3ya.example"]),
        ("post@例え.example", ["post@xn--r8jz45g.example"]),
        ("jörg@example.com", ["jörg@example.com"]),
        ("o'brien@example.com", ["o'brien@example.com"]),
        ("anna+sla@example.com", ["anna+sla@example.com"]),
        ("Änne Müller <aenne@münchen.example>, bo@example.com", ["aenne@xn--mnchen-3ya.example", "bo@example.com"]),
        ("a@example.com,b@example.com, a@example.com", ["a@example.com", "b@example.com"]),
    ],
)
async def test_a_mail_goes_to_whom_the_address_names_and_to_nobody_else(to: str, recipients: list[str]) -> None:
    async with MailServer() as server:
        listed = Channel("work", "mail", server.address(to))

        assert await PostOffice({}).send(listed, "ann", an_envelope()) == Sent()

        assert server.recipients == [recipients]
        header = server.raw[0].partition(b"To: ")[2].partition(b"\r\nSubject")[0].decode()
        assert all(recipient in header for recipient in recipients)


async def test_copies_replies_and_names_are_those_of_the_address() -> None:
    async with MailServer() as server:
        more = {"cc": "Bo <bo@bücher.example>", "bcc": "c@example.com", "reply": "desk@bücher.example"}
        listed = Channel("work", "mail", server.address("ann@example.com", **more))

        assert await PostOffice({}).send(listed, "ann", an_envelope()) == Sent()

        mail = server.mails[0]
        assert server.recipients == [["ann@example.com", "bo@xn--bcher-kva.example", "c@example.com"]]
        assert (mail["Cc"], mail["Reply-To"]) == ("Bo <bo@xn--bcher-kva.example>", "desk@xn--bcher-kva.example")
        assert "c@example.com" not in str(mail)


async def test_the_sender_may_have_an_umlaut_domain_and_is_nobodys_product() -> None:
    async with MailServer() as server:
        address = f"mailto://127.0.0.1:{server.port}?mode=insecure&from=Büro <sla@bücher.example>&to=ann@example.com"
        assert await PostOffice({}).send(Channel("work", "mail", address), "ann", an_envelope()) == Sent()
        login = f"mailto://sla@sundial.example:{server.port}?smtp=127.0.0.1&mode=insecure&to=ann@example.com"
        assert await PostOffice({}).send(Channel("work", "mail", login), "ann", an_envelope()) == Sent()

        first, second = server.mails
        assert (first["From"], first["Message-ID"]) == (
            "Büro <sla@xn--bcher-kva.example>",
            "<3f1c9a@xn--bcher-kva.example>",
        )
        assert second["From"] == "sla@sundial.example"


async def test_a_server_that_takes_no_umlauts_is_told_so_for_good() -> None:
    server = MailServer()
    server.takes_other_letters = False
    async with server:
        outcome = await MailChannel().send(an_address(server.address("jörg@example.com")), an_envelope())
        assert outcome == Never("the mail server takes no mail addresses with other letters than ASCII's (SMTPUTF8)")
        listed = Channel("work", "mail", server.address("ida@münchen.example"))
        assert await PostOffice({}).send(listed, "ida", an_envelope()) == Sent()


@pytest.mark.parametrize("to", ["", "nobody", "a@b@example.com", "u@example..com"])
async def test_nobody_is_no_recipient_and_neither_is_the_sender(to: str) -> None:
    async with MailServer() as server:
        outcome = await MailChannel().send(an_address(server.address(to)), an_envelope())

        assert outcome == Never("the address names nobody to send mail to; add ?to=somebody@example.com")
        assert server.mails == []


async def test_who_can_be_reached_is_and_it_is_said_that_somebody_was_not() -> None:
    async with MailServer() as server:
        outcome = await MailChannel().send(an_address(server.address("bo@example.com, anna")), an_envelope())

        assert outcome == Sent("a part of the address is no mail address, and got nothing")
        assert server.recipients == [["bo@example.com"]]
