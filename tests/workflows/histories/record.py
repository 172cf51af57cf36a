"""Save the histories of the lives that have none yet, under this version's number: see `lives`."""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from contracts.loader import load_all
from runtime.connecting import connect
from runtime.embedded.servers import servers
from runtime.process import end
from runtime.settings import Settings
from runtime.timezones import use_packaged_time_zones
from tests.workflows.histories.lives import LIVES
from tests.workflows.world import a_world
from workflows.messages import SEARCH_ATTRIBUTES

FOLDER = Path(__file__).parent


async def record(version: str) -> None:
    """Live every life that this version has not saved, and save its workflow's history."""
    use_packaged_time_zones()
    with tempfile.TemporaryDirectory(prefix="sundial-") as folder:
        Path(folder).chmod(0o755)
        settings = Settings(data=Path(folder) / "data")
        async with servers(settings, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES) as running:
            client = await connect(settings, running)
            async with a_world(client, settings, running, load_all()) as world:
                for name, live in LIVES.items():
                    path = FOLDER / f"{name}.{version}.json"
                    if not path.exists():
                        history = await (await live(world)).handle.fetch_history()
                        path.write_text(json.dumps(history.to_json_dict(), separators=(",", ":")), encoding="utf-8")
                        print(f"saved {path.name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python -m tests.workflows.histories.record VERSION, such as 0.1", file=sys.stderr)
        end(2)
    asyncio.run(record(sys.argv[1]))
    end(0)
