"""The contracts that this process knows, read once."""

from functools import cache
from pathlib import Path

from domain.contract.library import Library
from runtime.settings import Settings


def library(settings: Settings) -> Library:
    """The contracts of the settings' folder. Raises `ContractFaults` with every fault of every file."""
    return _read(settings.contracts)


@cache
def _read(folder: Path | None) -> Library:
    # YAML takes a moment to load, and most commands need none.
    from contracts.loader import load_all

    return load_all(folder)
