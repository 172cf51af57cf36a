"""How the command line is called from here, so that what is printed can be copied and run."""

import shutil
import sys
from pathlib import Path

NAME = "sundial"


def invocation() -> str:
    """`sundial` where a shell finds it, or else where it lies; `starter.py` where it is not installed."""
    installed = Path(sys.executable).with_name(NAME)
    if not installed.exists():
        return f"{near(Path(sys.executable))} starter.py"
    found = shutil.which(NAME)
    return NAME if found is not None and Path(found).samefile(installed) else near(installed)


def near(path: Path) -> str:
    """A path as it is typed from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
