"""How soon a webhook is told of a breach: `python -m bench.doors.webhooks`.

Real servers and a worker process of its own; 1,000 tickets sleep while 200 others miss their reaction, one after the
other. What is timed is the span from the instant of each deadline to the signed message at the receiver. It takes five
minutes; `--sleepers`, `--breaches` and `--apart` make it less, `--json` ends with one line of JSON.
"""

import argparse
import asyncio
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from standardwebhooks import Webhook

from activities.journal.database import open_pool
from activities.webhooks.store import WebhookStore
from bench.lives import OurDesk, a_name, in_turn
from bench.workers import worker_process
from runtime.embedded.__main__ import removed
from runtime.embedded.servers import servers
from runtime.process import end
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from runtime.timezones import use_packaged_time_zones
from workflows.messages import SEARCH_ATTRIBUTES

AT_ONCE = 16
TO_OPEN = 0.15
"""Seconds to open a ticket that is due, at the most: the first deadline lies behind all of that."""
LATEST = 120.0
"""Seconds after the last deadline in which the last message has to come."""


class Receiver:
    """Takes messages, and notes when each breach was told."""

    def __init__(self) -> None:
        self.secret = ""
        self.told: dict[str, tuple[datetime, datetime]] = {}
        """When a ticket's deadline was, and when its message came."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one message."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        came = datetime.now(UTC)
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head.split("\r\n")[1:-2])}
        body = await reader.readexactly(int(headers["content-length"]))
        data = Webhook(self.secret).verify(body, headers)["data"]
        event = data["event"]["event"]
        if event["promise"] == "reaction":
            self.told[data["ticket"]] = datetime.fromisoformat(event["due_at"]), came
        writer.write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


async def measure(sleepers: int, breaches: int, apart: float, say: Console) -> list[float]:
    """Seconds from each deadline to its message, in order of length."""
    receiver = Receiver()
    listening = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="sundial-bench-") as name:
        settings = Settings(data=Path(name) / "data")
        own = servers(settings, search_attributes=SEARCH_ATTRIBUTES)
        async with removed(settings.data), own as running:
            desk = OurDesk(await connect(settings, running), "ours")
            with worker_process("tickets", "ours", running):
                async with open_pool(running.database_url) as pool:
                    made = await WebhookStore(pool, private=True).create(
                        f"http://127.0.0.1:{port}/", at=datetime.now(UTC), by="bench", kinds=("PromiseMissed",)
                    )
                receiver.secret = made.secret
                say.print(f"Opening {sleepers:,} tickets that sleep ...")
                await in_turn([lambda: desk.open(a_name()) for _ in range(sleepers)], AT_ONCE)
                first = datetime.now(UTC) + timedelta(seconds=breaches * TO_OPEN + 10)
                due = {a_name(): first + timedelta(seconds=number * apart) for number in range(breaches)}
                say.print(
                    f"Opening {breaches:,} whose reaction is missed, one every {apart} s from {first:%H:%M:%S} on ..."
                )
                await in_turn([lambda name=name, at=at: desk.open(name, at) for name, at in due.items()], AT_ONCE)  # type: ignore[misc]
                if datetime.now(UTC) > first:
                    raise RuntimeError("opening them took too long; this machine is too busy")
                async with asyncio.timeout((max(due.values()) - datetime.now(UTC)).total_seconds() + LATEST):
                    while not due.keys() <= receiver.told.keys():
                        await asyncio.sleep(0.2)
    listening.close()
    return sorted((came - at).total_seconds() for at, came in (receiver.told[name] for name in due))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.doors.webhooks", description=__doc__)
    parser.add_argument("--sleepers", type=int, default=1000, help="tickets that sleep beside it")
    parser.add_argument("--breaches", type=int, default=200, help="tickets that miss their reaction")
    parser.add_argument("--apart", type=float, default=0.5, help="seconds from one deadline to the next")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    asked = parser.parse_args()
    use_packaged_time_zones()
    # The receiver is on this machine; the worker's process has this one's environment.
    os.environ["SUNDIAL_WEBHOOKS_TO_PRIVATE_ADDRESSES"] = "true"
    say = Console(stderr=True)
    took = asyncio.run(measure(asked.sleepers, asked.breaches, asked.apart, say))
    p50, p99 = (quantiles(took, n=100)[at] for at in (49, 98))
    say.print(
        f"From a breach to its signed webhook, among {asked.sleepers:,} sleepers: "
        f"p50 {p50:.2f} s, p99 {p99:.2f} s, longest {took[-1]:.2f} s"
    )
    if asked.json:
        print(json.dumps({"webhook_p50_ms": round(p50 * 1000), "webhook_p99_ms": round(p99 * 1000)}))


if __name__ == "__main__":
    main()
    end(0)
