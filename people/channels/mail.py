"""Mail. Apprise reads how a server is reached (`mailto://`, `mailtos://`), and SMTP's own codes say what came of it."""

import asyncio
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from email.headerregistry import Address as Header
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from people.channels.envelope import Envelope
from people.channels.outcome import Never, Outcome, Sent, TryAgain
from people.directory.addresses.address import Address
from people.directory.addresses.mail_people import Mailbox, MailPeople
from people.directory.addresses.services import built

UNUSABLE = "the address is none that mail can be sent with; see apprise's page on mailto:// for the right form"
THREADS = 32
PATIENCE = 60.0
"""Seconds for the whole conversation with a mail server; each step of it has 15, or the address's `cto`."""


class MailChannel:
    """Sends text and HTML through the SMTP server that the address names, under a Message-ID that stays."""

    def __init__(self) -> None:
        """Have threads of its own: a server that does not answer holds up no other kind of channel."""
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail")

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        """Send one mail to all whom the address names."""
        try:
            async with asyncio.timeout(PATIENCE):
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, _send, address.url, envelope)
        except TimeoutError:
            return TryAgain(f"the mail server did not take the message within {PATIENCE:.0f} s")


def _send(url: str, envelope: Envelope) -> Outcome:
    read = built(url)
    target, people = read.plugin, read.people
    if target is None or people is None:
        return Never(UNUSABLE)
    everybody = [one.address for one in people.everybody]
    if not everybody:
        return Never("the address names nobody to send mail to; add ?to=somebody@example.com")
    sender = people.sender or _login(target)
    message = written(envelope, sender, people)
    try:
        with _connected(target) as server:
            refused = server.send_message(message, from_addr=sender.address, to_addrs=everybody)
    except smtplib.SMTPRecipientsRefused as fault:
        return _refused([code for code, _ in fault.recipients.values()], "refused every recipient")
    except smtplib.SMTPResponseException as fault:
        return _refused([fault.smtp_code], "refused the message")
    except smtplib.SMTPNotSupportedError:
        if not "".join((sender.address, *everybody)).isascii():
            return Never("the mail server takes no mail addresses with other letters than ASCII's (SMTPUTF8)")
        return Never("the mail server has no TLS, or no login; another `mode` in the address may be right")
    except (OSError, smtplib.SMTPException) as fault:
        return TryAgain(f"the mail server cannot be reached ({type(fault).__name__})")
    details = [f"{len(refused)} of {len(everybody)} recipients were refused"] if refused else []
    if not people.all_readable:
        details.append("a part of the address is no mail address, and got nothing")
    return Sent("; ".join(details))


def written(envelope: Envelope, sender: Mailbox, people: MailPeople) -> EmailMessage:
    """The mail. Sent again it has the same bytes: its id, its date and its boundary are the envelope's."""
    domain = sender.domain
    message = EmailMessage()
    message["From"] = _header(sender)
    for name, named in (("To", people.to), ("Cc", people.cc), ("Reply-To", people.reply_to)):
        if named:
            message[name] = tuple(_header(one) for one in named)
    message["Subject"] = " ".join(envelope.subject.split())
    message["Date"] = format_datetime(envelope.dated)
    message["Message-ID"] = f"<{envelope.id}@{domain}>"
    if envelope.thread:
        message["References"] = f"<{envelope.thread}@{domain}>"
    # No holiday answer to what nobody wrote: RFC 3834's word for it, and the one that Exchange listens to.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(envelope.text)
    message.add_alternative(envelope.html, subtype="html")
    message.set_boundary(f"={envelope.id}=")
    return message


def _header(mailbox: Mailbox) -> Header:
    # What a header must not hold is no part of a name.
    name = "".join(one for one in mailbox.name if one.isprintable())
    return Header(display_name=name, username=mailbox.local.strip('"'), domain=mailbox.domain)


def _login(target: Any) -> Mailbox:
    """The sender that follows from the login and the host."""
    name, (local, _, domain) = target.from_addr[0], str(target.from_addr[1]).rpartition("@")
    # Where the address gives no name apprise puts its own, which nobody knows.
    return Mailbox(local, domain, str(name) if name and name != target.app_id else "")


def _connected(target: Any) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if not target.verify_certificate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    patience = target.socket_connect_timeout
    server: smtplib.SMTP
    if target.secure_mode == "ssl":
        server = smtplib.SMTP_SSL(target.smtp_host, target.port or 0, timeout=patience, context=context)
    else:
        server = smtplib.SMTP(target.smtp_host, target.port or 0, timeout=patience)
    try:
        if target.secure_mode == "starttls":
            server.starttls(context=context)
        if target.user and target.password:
            server.login(target.user, target.password)
    except BaseException:
        server.close()
        raise
    return server


def _refused(codes: list[int], what: str) -> Outcome:
    """SMTP's second digit tells: 4yz is for now, 5yz for good."""
    why = f"the mail server {what} ({', '.join(str(code) for code in sorted(set(codes)))})"
    return TryAgain(why) if any(400 <= code < 500 for code in codes) else Never(why)
