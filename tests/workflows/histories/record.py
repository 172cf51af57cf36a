"""Save the histories of lives, of all or those that are named, under this version's number: see `lives`."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle

from contracts.loader import load_all
from runtime.embedded.__main__ import removed
from runtime.embedded.servers import servers
from runtime.process import end
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.connecting import connect
from runtime.timezones import use_packaged_time_zones
from tests.people.delivery.office import an_office
from tests.workflows.given.saved_letters import LETTERS
from tests.workflows.given.world import World, a_world
from tests.workflows.histories.lives import LIVES
from tests.workflows.webhooks.desk import a_desk
from tests.workflows.webhooks.saved import LANES
from workflows.messages import SEARCH_ATTRIBUTES

FOLDER = Path(__file__).parent
ALL = {**LIVES, **LETTERS, **LANES}


async def _lived(world: World, running: Running, name: str, folder: Path) -> WorkflowHandle[Any, Any]:
    if name in LIVES:
        return (await LIVES[name](world)).handle
    if name in LANES:
        async with a_desk(world.client, world.settings, running, world.library) as desk:
            return await LANES[name](desk)
    async with (
        an_office(world.client, world.settings, running.database_url, world.library, folder) as office,
        office.at_work(),
    ):
        return await LETTERS[name](office)


async def record(version: str, lives: list[str]) -> None:
    """Live each of these lives that this version has not saved, and save its workflow's history."""
    use_packaged_time_zones()
    with tempfile.TemporaryDirectory(prefix="sundial-") as folder:
        settings = Settings(data=Path(folder) / "data")
        own = servers(settings, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES)
        async with removed(settings.data), own as running:
            client = await connect(settings, running)
            async with a_world(client, settings, running, load_all()) as world:
                for name in lives:
                    path = FOLDER / f"{name}.{version}.json"
                    if not path.exists():
                        handle = await _lived(world, running, name, Path(folder))
                        history = await handle.fetch_history()
                        path.write_text(json.dumps(history.to_json_dict(), separators=(",", ":")), encoding="utf-8")
                        print(f"saved {path.name}")


if __name__ == "__main__":
    asked = sys.argv[1:]
    if not asked or not ALL.keys() >= set(asked[1:]):
        print(f"usage: python -m tests.workflows.histories.record VERSION [{'|'.join(ALL)} ...]", file=sys.stderr)
        end(2)
    asyncio.run(record(asked[0], asked[1:] or list(ALL)))
    end(0)
