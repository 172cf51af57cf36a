"""The doors: the order of all events, tokens, webhooks, and what other systems send."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0005"
down_revision = "0004"


def upgrade(connection: Connection) -> None:
    """Add the tables."""
    run_script_beside(__file__, connection)
