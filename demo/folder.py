"""The demo's own data folder, made anew for each run. What is not ours in it is never removed."""

from pathlib import Path

from runtime.embedded.__main__ import remove
from runtime.embedded.locks import Presence
from runtime.embedded.servers import find_running
from runtime.errors import RuntimeFault

OURS = frozenset({"logs", "postgres", "postgres.json", "starting.lock", "temporal", "temporal.json", "using.lock"})
"""All that the embedded servers make in a data folder."""


class DemoFolderTaken(RuntimeFault):
    """The folder of the demo's data cannot be made anew."""


async def empty_folder(folder: Path) -> None:
    """Remove what an earlier demo left there, servers that it could not stop included.

    Raises `DemoFolderTaken` where another demo still runs there, or where something lies that no demo made.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DemoFolderTaken(f"The demo keeps its data in {folder}, which is no folder: move it away.")
    foreign = sorted({entry.name for entry in folder.iterdir()} - OURS)
    if foreign:
        raise DemoFolderTaken(
            f"The demo makes {folder} anew each time, and {', '.join(foreign)} in it is not the demo's: move that away."
        )
    if not Presence(folder / "using.lock").leave():
        running = await find_running(folder)
        where = f" ({running.ui_url})" if running else ""
        raise DemoFolderTaken(f"Another demo still runs under {folder}{where}: end it with Ctrl-C, then try again.")
    await remove(folder)
