"""Tables whose headings are in other words, in another language say: a mapping's `columns` say what each is.

`Nummer: number` reads the column `Nummer` as `number`, whichever format the file turns out to have by that.
"""

from pathlib import Path

from domain.contract.spelling import instead
from studies.files.lines import FileUnusable
from studies.files.ours.own_csv import KNOWN as OWN
from studies.files.policy import Policy
from studies.files.systems.change_table import COLUMNS as OF_CHANGES
from studies.files.systems.change_table import KEYS
from studies.files.systems.servicenow import COLUMNS as OF_SERVICENOW
from studies.files.table import Table, Written, spelled

KNOWN = tuple(
    dict.fromkeys((*OWN, *(name for names in (*OF_SERVICENOW.values(), *OF_CHANGES.values()) for name in names), *KEYS))
)
"""Every name of a column that some reader knows."""


def of_a_table(policy: Policy, path: Path) -> Policy:
    """The policy, with names of columns as tables have them. Raises `FileUnusable` for one that the table has not."""
    called = {spelled(heading): spelled(name) for heading, name in policy.columns.items()}
    headings = Table(path, Written({}, policy.encoding)).names
    faults = [
        f"there is no column {heading[:100]!r}: {instead(heading[:100], headings)}"
        for heading in called
        if heading not in headings
    ]
    faults += [
        f"no column is {name[:100]!r} to any reader: {_meant(name[:100])}"
        for name in called.values()
        if name not in KNOWN
    ]
    if faults:
        raise FileUnusable(path, f"does not fit the columns of the mapping: {'; '.join(faults[:5])}")
    column = None if policy.column is None else spelled(policy.column)
    return policy.model_copy(update={"columns": called, "column": column and called.get(column, column)})


def _meant(name: str) -> str:
    # All of them would be a page.
    found = instead(name, KNOWN)
    return found if found.startswith("did you") else "docs/guide/files.md has their names"
