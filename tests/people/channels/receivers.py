"""The other side of the channels: a real mail server and a real HTTP receiver, which can fail, be slow and be down."""

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks import Webhook


class MailServer:
    """An SMTP server on a port of its own. Its `reply` is what it says to each mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        """Of each mail, as SMTP has them."""
        self.raw: list[bytes] = []
        self.reply = "250 taken"
        self.recipient_reply = "250 OK"
        self.unknown = ""
        """Part of the addresses that it does not know; empty for none."""
        self.slow_for = ""
        """Part of the recipients' addresses for whom it waits until it may answer; empty for all."""
        self.takes_other_letters = True
        """Whether it has SMTPUTF8: mail addresses with other letters than ASCII's."""
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.asked = asyncio.Event()
        self.port = 0
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.may_answer.set()
        await self.stop()

    async def start(self) -> None:
        """Listen, on the port that it had before."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=self.takes_other_letters), "127.0.0.1", self.port
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Be down: whoever calls is refused."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.unknown and self.unknown in address:
            return "550 unknown"
        if self.recipient_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.slow_for in "".join(envelope.rcpt_tos):
            self.asked.set()
            await self.may_answer.wait()
        if self.reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.raw.append(envelope.content)
            self.recipients.append([str(one) for one in envelope.rcpt_tos])
            mail = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return self.reply

    @property
    def ids(self) -> list[str]:
        """The id of each mail that it took."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    def address(self, to: str, **more: str) -> str:
        """Its address in apprise's form."""
        options = "".join(f"&{name}={value}" for name, value in more.items())
        return f"mailto://127.0.0.1:{self.port}?mode=insecure&from=sla@sundial.example&to={to}{options}"


@dataclass
class Request:
    """What a receiver was sent."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        """Its body."""
        return json.loads(self.body)

    def verified(self, secret: str) -> Any:
        """Its body, if it is signed with that secret."""
        return Webhook(secret).verify(self.body, self.headers)


def ok(request: Request) -> str:
    return "200 OK"


@dataclass
class Receiver:
    """An HTTP server on a port of its own; `answer` gives the status line, and headers after it, for each request."""

    answer: Callable[[Request], str] = ok
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    delay: float = 0.0
    tls: ssl.SSLContext | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen, on the port that it had before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Be down."""
        self._server.close()

    def of(self, path: str) -> list[Request]:
        """What came to one path."""
        return [request for request in self.requests if request.path == path]

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            body = (await reader.readexactly(int(headers.get("content-length", "0")))).decode()
            request = Request(first.split(" ")[1], headers, body)
            self.requests.append(request)
            await asyncio.sleep(self.delay)
            writer.write(f"HTTP/1.1 {self.answer(request)}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
