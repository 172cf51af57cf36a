"""A reader of the feed in a process of its own, which tells each event that it read: `python -m ... URL AFTER`."""

import asyncio
import sys

from activities.journal.database import open_pool
from activities.journal.feed import Feed


async def follow(database_url: str, after: int) -> None:
    """Follow the feed for ever, with a line for each event: its position, its ticket and its number there."""
    async with open_pool(database_url, size=2) as pool:
        async for page in Feed(pool).follow(after, limit=20):
            for item in page.items:
                print(item.position, item.ticket, item.recorded.number, flush=True)


if __name__ == "__main__":
    asyncio.run(follow(sys.argv[1], int(sys.argv[2])))
