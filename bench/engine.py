"""How fast the engine is beside a workflow without a domain: `python -m bench.engine`.

Both live the same lives on the same servers, in worker processes with the same settings, in turns, so that what else
the machine does meets both. It takes a quarter of an hour. `--quick` does little of all; `--json` ends with one line of
JSON.
"""

import argparse
import asyncio
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.burst import Burst, burst, middle
from bench.history import Cost
from bench.killed import Waits, waits
from bench.lives import BareDesk, OurDesk, Pace, many
from bench.sleepers import Latency, latency
from bench.three_lives import a_directory, neglected, on_call, quiet
from bench.workers import Served, worker_process
from runtime.embedded.__main__ import removed
from runtime.embedded.servers import servers
from runtime.process import end
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from runtime.timezones import use_packaged_time_zones
from workflows.messages import SEARCH_ATTRIBUTES


@dataclass(frozen=True)
class Amount:
    """How much is done of each."""

    rounds: int
    lives: int
    at_once: int
    bursts: tuple[int, ...]
    kills: bool


FULL = Amount(rounds=5, lives=40, at_once=20, bursts=(1000,), kills=True)
QUICK = Amount(rounds=3, lives=15, at_once=15, bursts=(100,), kills=False)


@dataclass
class Measured:
    """All that was measured; pairs are ours and the bare workflow's."""

    costs: dict[str, Cost] = field(default_factory=dict)
    paces: list[tuple[Pace, Pace]] = field(default_factory=list)
    bursts: list[tuple[Burst, Burst]] = field(default_factory=list)
    asleep: tuple[Latency, ...] = ()
    killed: tuple[Waits, ...] = ()
    memory: tuple[float, float] = (0, 0)

    def figures(self) -> dict[str, float]:
        """The figures that goals are set for. A ratio of CPU or lives is good when high, that of a burst when low."""
        ours, bare = self.bursts[-1]
        return {
            "cpu_ratio": round(middle([their.cpu / our.cpu for our, their in self.paces]), 3),
            "lives_ratio": round(middle([our.a_second / their.a_second for our, their in self.paces]), 3),
            "quiet_events": self.costs["quiet P2"].events,
            "quiet_actions": self.costs["quiet P2"].actions,
            "burst_p99_ratio": round(ours.p99 / bare.p99, 3),
            "p1_in_burst_ms": round(middle(ours.p1) * 1000),
        }


async def measure(amount: Amount, say: Console) -> Measured:
    """Measure all of it on servers of its own."""
    measured = Measured()
    with tempfile.TemporaryDirectory(prefix="sundial-bench-") as name:
        folder = Path(name)
        settings = Settings(data=folder / "data")
        own = servers(settings, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES)
        async with removed(settings.data), own as running:
            client = await connect(settings, running)
            say.print("Living three lives of which people are told ...")
            async with a_directory(folder) as directory:
                with worker_process("tickets", "told", running, directory):
                    measured.costs["quiet P2"] = await quiet(OurDesk(client, "told"))
                    measured.costs["neglected P1"] = await neglected(client, "told")
                    measured.costs["P1 on call"] = await on_call(client, "told")
            with worker_process("tickets", "ours", running) as ours, worker_process("bare", "bare", running) as bare:
                our, their = OurDesk(client, "ours"), BareDesk(client, "bare")
                await _lives(measured, amount, (our, ours), (their, bare), say)
                for due in amount.bursts:
                    say.print(f"Waiting for {due:,} tickets that are due at once, then for as many bare lives ...")
                    mine = await burst(our, ours, due)
                    measured.bursts.append((mine, await burst(their, bare, due)))
                measured.memory = ours.memory(), bare.memory()
                say.print("Asking tickets that sleep ...")
                measured.asleep = await latency(our, measured.bursts[-1][0].names)
            if amount.kills:
                say.print("Killing one worker of two ...")
                measured.killed = await waits(client, running)
    return measured


async def _lives(
    measured: Measured, amount: Amount, our: tuple[OurDesk, Served], their: tuple[BareDesk, Served], say: Console
) -> None:
    # What is done for the first time takes longer.
    await many(*our, amount.at_once // 3, amount.at_once)
    await many(*their, amount.at_once // 3, amount.at_once)
    for number in range(1, amount.rounds + 1):
        say.print(f"Living {amount.lives} quiet lives, and as many bare ones: round {number} of {amount.rounds} ...")
        mine = await many(*our, amount.lives, amount.at_once)
        measured.paces.append((mine, await many(*their, amount.lives, amount.at_once)))


def show(measured: Measured, console: Console) -> None:
    """Print the tables."""
    table = Table("", "tickets", "bare", title="Quiet lives, back to back (medians)")
    ours, bare = ([pair[which] for pair in measured.paces] for which in (0, 1))
    table.add_row("a second", *(f"{middle([one.a_second for one in side]):.1f}" for side in (ours, bare)))
    table.add_row(
        "CPU of the worker, ms a life", *(f"{1000 * middle([p.cpu for p in side]):.0f}" for side in (ours, bare))
    )
    table.add_row("memory of the worker at the end, MB", *(f"{size:.0f}" for size in measured.memory))
    console.print(table)
    kinds = Table("event of the quiet P2", "times")
    for kind, times in measured.costs["quiet P2"].kinds.most_common():
        kinds.add_row(kind.lower().replace("_", " "), str(times))
    console.print(kinds)
    costs = Table("life", "events", "bytes", "actions", title="What a life costs, people being told of it")
    for name, cost in measured.costs.items():
        costs.add_row(name, str(cost.events), f"{cost.size:,}", str(cost.actions))
    console.print(costs)
    bursts = Table("due at once", "p50, s", "p99, s", "all, s", "CPU, ms", "a P1, ms", "longest, ms")
    for pair in measured.bursts:
        for name, one in zip(("tickets", "bare"), pair, strict=True):
            bursts.add_row(
                f"{len(one.names):,} {name}",
                f"{middle(one.decided):.1f}",
                f"{one.p99:.1f}",
                f"{one.decided[-1]:.1f}",
                f"{one.cpu * 1000:.0f}",
                f"{middle(one.p1) * 1000:.0f}",
                f"{one.p1[-1] * 1000:.0f}",
            )
    console.print(bursts)
    asleep = Table("among sleepers", "p50, ms", "p99, ms")
    for seen in measured.asleep:
        asleep.add_row(seen.what, f"{seen.p50 * 1000:.0f}", f"{seen.p99 * 1000:.0f}")
    console.print(asleep)
    if measured.killed:
        killed = Table("one of two killed", "tickets", "over 1 s", "p50 of these, s", "longest, s")
        for one_kind in measured.killed:
            late = [seconds for seconds in one_kind.seconds if seconds > 1] or [0.0]
            killed.add_row(
                one_kind.what,
                str(len(one_kind.seconds)),
                str(one_kind.with_the_killed),
                f"{middle(late):.1f}",
                f"{late[-1]:.1f}",
            )
        console.print(killed)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.engine", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of all, in two or three minutes")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    asked = parser.parse_args()
    use_packaged_time_zones()
    measured = asyncio.run(measure(QUICK if asked.quick else FULL, Console(stderr=True)))
    show(measured, Console(stderr=asked.json))
    if asked.json:
        print(json.dumps(measured.figures()))


if __name__ == "__main__":
    main()
    end(0)
