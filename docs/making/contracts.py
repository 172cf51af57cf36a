"""`reference/contracts.md`."""

from collections.abc import Iterator

from contracts.loader import load_all
from docs.making.markdown import code, page, table
from domain.contract.contract import Contract
from domain.contract.describe import readings, tables

LEAD = """
What each published contract promises, and each place where its text is silent or unclear and we chose a reading. A
reading stands beside the values that it decides, in `contracts/*.yaml`; [write a contract](../guide/contracts.md) says
how to choose another one.
"""


def contracts() -> str:
    """Every published contract."""
    return page("Contracts", LEAD, *(part for contract in load_all().values() for part in _parts(contract)))


def _parts(contract: Contract) -> Iterator[str]:
    yield f"## {contract.name} ({code(contract.id)})"
    for one in tables(contract):
        yield f"**{one.title}**\n\n{table(one.columns, one.rows)}"
    rows = [(code(one.field), one.source, one.reading) for one in readings(contract)]
    yield f"**Readings**\n\n{table(('field', 'source', 'reading'), rows)}"
