"""Chaos at length: `python -m tests.chaos --stories 400 --seed 7`. One seed gives one story, the next one the next."""

import argparse
import asyncio
import logging
import os
import random
import sys
import time

from doors.cli.progress import bar
from runtime.interrupts import INTERRUPTED
from runtime.timezones import use_packaged_time_zones
from tests.chaos.conducting import Outcome
from tests.chaos.rounds import Round, a_round

AT_ONCE = 20


def main() -> int:
    """Live stories, show how far it is, and say what is wrong. Answers the exit code."""
    asked = _arguments()
    use_packaged_time_zones()
    # What the SDK says of servers that are away is what is wanted here.
    logging.getLogger("temporalio").setLevel(logging.CRITICAL)
    seeds = range(asked.seed, asked.seed + asked.stories)
    began = time.monotonic()
    with bar(f"{asked.stories} stories from seed {asked.seed} on", asked.stories) as advance:

        def done(outcome: Outcome) -> None:
            advance()
            if outcome.wrong:
                print(outcome, flush=True)

        had: Round = asyncio.run(a_round(seeds, at_once=AT_ONCE, done=done))
    told = {f"{one}" for one in had.outcomes if one.wrong}
    print(*(one for one in had.wrong if one not in told), sep="\n", end="\n" if had.wrong else "")
    events, commands = (sum(getattr(one, name) for one in had.outcomes) for name in ("events", "commands"))
    faults = sum(one.story.fault is not None for one in had.outcomes)
    print(
        f"Seeds {seeds.start} to {seeds.stop - 1}: {len(had.outcomes):,} lives, {faults:,} faults, "
        f"{commands:,} commands, {events:,} events, {time.monotonic() - began:.0f} s. "
        + (f"{len(had.wrong)} wrong." if had.wrong else "Nothing lost, nothing doubled, all as simulated.")
    )
    return 1 if had.wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--stories", type=_count, default=200, help="how many (200)")
    parser.add_argument("--seed", type=int, default=None, help="of the first (any)")
    asked = parser.parse_args()
    asked.seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    return asked


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("it must be 1 or more")
    return count


if __name__ == "__main__":
    try:
        code = main()
    except KeyboardInterrupt:
        # Everything has been stopped by now.
        code = INTERRUPTED
    sys.stdout.flush()
    # A client of Temporal can crash while the interpreter ends.
    os._exit(code)
