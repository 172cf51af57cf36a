"""Mail. Apprise reads the address (`mailto://`, `mailtos://`), and SMTP's own reply codes say what came of it."""

import asyncio
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from typing import Any

from channels.envelope import Envelope
from channels.outcome import Never, Outcome, Sent, TryAgain
from channels.reading_addresses import Unusable, plugin_of
from directory.address import Address

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
    try:
        target = plugin_of(url)
    except Unusable as unusable:
        return Never(str(unusable))
    receivers = [mail for _, mail in target.targets]
    if not receivers:
        return Never("the address names nobody to send mail to; add ?to=somebody@example.com")
    message = written(envelope, target)
    everybody = list(dict.fromkeys([*receivers, *sorted(target.cc), *sorted(target.bcc)]))
    try:
        with _connected(target) as server:
            refused = server.send_message(message, from_addr=target.from_addr[1], to_addrs=everybody)
    except smtplib.SMTPRecipientsRefused as fault:
        return _refused([code for code, _ in fault.recipients.values()], "refused every recipient")
    except smtplib.SMTPResponseException as fault:
        return _refused([fault.smtp_code], "refused the message")
    except smtplib.SMTPNotSupportedError:
        return Never("the mail server has no TLS, or no login; another `mode` in the address may be right")
    except (OSError, smtplib.SMTPException) as fault:
        return TryAgain(f"the mail server cannot be reached ({type(fault).__name__})")
    return Sent(f"{len(refused)} of {len(everybody)} recipients were refused" if refused else "")


def written(envelope: Envelope, target: Any) -> EmailMessage:
    """The mail. Sent again it has the same bytes: its id, its date and its boundary are the envelope's."""
    domain = target.from_addr[1].rpartition("@")[2]
    message = EmailMessage()
    message["From"] = formataddr((target.from_addr[0] or "", target.from_addr[1]))
    message["To"] = ", ".join(formataddr((name or "", mail)) for name, mail in target.targets)
    if target.cc:
        message["Cc"] = ", ".join(sorted(target.cc))
    if target.reply_to:
        message["Reply-To"] = ", ".join(sorted(target.reply_to))
    message["Subject"] = " ".join(envelope.subject.split())
    message["Date"] = format_datetime(envelope.dated)
    message["Message-ID"] = f"<{envelope.id}@{domain}>"
    if envelope.thread:
        message["References"] = f"<{envelope.thread}@{domain}>"
    # No holiday answer to what nobody wrote (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(envelope.text)
    message.add_alternative(envelope.html, subtype="html")
    message.set_boundary(f"={envelope.id}=")
    return message


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
