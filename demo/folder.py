"""The demo's own data folder, made anew for each run. What is not ours in it is never removed."""

from pathlib import Path

from runtime.embedded.__main__ import remove
from runtime.embedded.folder.locks import USING, is_used
from runtime.embedded.folder.private import is_ours
from runtime.embedded.temporal import Temporal
from runtime.errors import RuntimeFault


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
    foreign = sorted(entry.name for entry in folder.iterdir() if not is_ours(entry.name))
    if foreign:
        raise DemoFolderTaken(
            f"The demo makes {folder} anew each time, and {', '.join(foreign)} in it is not the demo's: move that away."
        )
    if is_used(folder / USING):
        temporal = Temporal(folder)
        where = f" ({temporal.ui_url})" if temporal.process else ""
        raise DemoFolderTaken(f"Another demo still runs under {folder}{where}: end it with Ctrl-C, then try again.")
    await remove(folder)
