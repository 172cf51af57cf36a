"""Write the pages of `docs/reference` anew: `make reference`."""

from collections.abc import Callable
from pathlib import Path

from docs.making.command_line import command_line
from docs.making.contracts import contracts
from docs.making.events import events
from docs.making.files import contract_file, directory_file, hook_file
from docs.making.messages import messages
from docs.making.settings import settings
from docs.making.tables import tables

FOLDER = Path(__file__).parents[1] / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "command-line": command_line,
    "settings": settings,
    "contracts": contracts,
    "contract-file": contract_file,
    "directory-file": directory_file,
    "hook-file": hook_file,
    "messages": messages,
    "events": events,
    "tables": tables,
}


def main() -> None:
    """Write every page."""
    for name, made in PAGES.items():
        (FOLDER / f"{name}.md").write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
