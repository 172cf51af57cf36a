"""`reference/settings.md`."""

from docs.making.described import fields
from docs.making.markdown import code, page, table
from runtime.settings import PREFIX, READ_BY_COMPOSE_ALONE, Settings

LEAD = """
Sundial reads its settings from environment variables, once, when a process starts. A variable that it does not know,
or whose value cannot be, is refused with a sentence. An empty one counts as not set.
"""

OTHERS = """
## Variables of others

`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS`, `TEMPORAL_PROFILE` and the rest of
Temporal's own environment configuration say where Temporal is in external mode. The secrets that a
[directory](../guide/directory.md) names as `${NAME}` are read where messages are sent from.
"""


def settings() -> str:
    """Every variable."""
    read = {field.name: field for field in fields(Settings)}
    rows = [
        (code(PREFIX + name.upper()), f"{_begun(info.description or '')}. {read[name].says}", read[name].default)
        for name, info in Settings.model_fields.items()
    ]
    for name in sorted(READ_BY_COMPOSE_ALONE):
        says = "The password of the database: letters and digits. Read by `docker-compose.yml` alone."
        rows.append((code(name), says, "needed there"))
    return page("Settings", LEAD, table(("variable", "says", "if left out"), rows), OTHERS)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
