"""What a ticket costs: `python -m bench.ticket_life`.

A quiet P2 life on the real servers, in history events and bytes; and the pure domain's turns a second, in one run.
"""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from rich.console import Console
from rich.table import Table
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from activities.deciding import resolver
from contracts.loader import load_all
from contracts.public_holidays import public_holidays
from domain.commands import Acknowledge, AddNote, OpenTicket
from domain.decision import open_ticket, take, tick
from domain.evolve import replay
from domain.request import Request
from runtime.connecting import connect
from runtime.embedded.__main__ import removed
from runtime.embedded.servers import servers
from runtime.process import end
from runtime.settings import Settings
from runtime.tickets import Tickets
from runtime.timezones import use_packaged_time_zones
from runtime.working import working
from workflows.messages import SEARCH_ATTRIBUTES

REQUEST = {"contract": "imagiclecare-4.1", "plan": "gold", "theatre": "europe", "priority": "P2"}
LIFE = ("acknowledge", "wait_for_customer", "customer_responded", "resolve", "close")
BUDGET = 90


async def quiet_life() -> WorkflowHistory:
    """The history of a ticket that is opened, taken in charge, asked about once, solved and closed."""
    library = load_all()
    with tempfile.TemporaryDirectory(prefix="sundial-bench-") as folder:
        settings = Settings(data=Path(folder) / "data")
        async with removed(settings.data), servers(settings, search_attributes=SEARCH_ATTRIBUTES) as running:
            client = await connect(settings, running)
            async with working(client, settings, running.database_url, library):
                tickets = Tickets(client, library=library)
                name = f"T-{uuid4().hex[:8]}"
                message = {"ticket": name, "customer": "Acme Ltd", "subject": "No calls", "request": REQUEST}
                await tickets.open(message)
                for command in LIFE:
                    # Each command is one visit, as in life: what the one before brought has been written.
                    await asyncio.sleep(0.7)
                    await tickets.send(name, command, {})
                handle = tickets.handle(name)
                await handle.result()
                return await handle.fetch_history()


def show_history(history: WorkflowHistory, console: Console) -> None:
    """The events by kind, with those of announcements apart."""
    announcing = {
        event.event_id
        for event in history.events
        if event.activity_task_scheduled_event_attributes.activity_type.name == "announce"
    }
    apart = 0
    kinds: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for event in history.events:
        started = event.activity_task_started_event_attributes.scheduled_event_id
        completed = event.activity_task_completed_event_attributes.scheduled_event_id
        if event.event_id in announcing or started in announcing or completed in announcing:
            apart += 1
        kind = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_")
        kinds[kind] += 1
        sizes[kind] += event.ByteSize()
    table = Table("history events", "count", "bytes", title="A quiet P2 life")
    for kind, count in kinds.most_common():
        table.add_row(kind.lower().replace("_", " "), str(count), f"{sizes[kind]:,}")
    total = len(history.events)
    table.add_section()
    table.add_row("in all", str(total), f"{sum(sizes.values()):,}")
    table.add_row("announcements apart", f"{total - apart} (at most {BUDGET})", "")
    console.print(table)


def show_turns(console: Console) -> None:
    """Turns of the pure domain a second: what a decision costs without Temporal."""
    terms = resolver(load_all(), public_holidays)
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    opening = OpenTicket(ticket="T-1", customer="Acme Ltd", subject="No calls", request=Request(**REQUEST))
    opened = open_ticket(opening, lambda when: terms(opening.request, when), at)
    ticket = replay(opened.events)
    turns: dict[str, Callable[[], object]] = {
        "open": lambda: open_ticket(opening, lambda when: terms(opening.request, when), at),
        "take (acknowledge)": lambda: take(ticket, Acknowledge(), at + timedelta(minutes=5), answers=True),
        "take (note)": lambda: take(ticket, AddNote(text="x"), at + timedelta(minutes=5), answers=True),
        "tick (a warning)": lambda: tick(ticket, at + timedelta(minutes=61)),
    }
    table = Table("turn", "a second", title="The pure domain, one core")
    for name, turn in turns.items():
        rounds = []
        for _ in range(5):
            start = time.perf_counter()
            for _ in range(200):
                turn()
            rounds.append(200 / (time.perf_counter() - start))
        table.add_row(name, f"{sorted(rounds)[2]:,.0f}")
    console.print(table)


def main() -> None:
    """Measure and print."""
    use_packaged_time_zones()
    console = Console()
    console.print("Living one quiet ticket on real servers ...")
    show_history(asyncio.run(quiet_life()), console)
    show_turns(console)


if __name__ == "__main__":
    main()
    end(0)
