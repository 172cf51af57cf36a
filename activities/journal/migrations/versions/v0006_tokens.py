"""Who may come in through the HTTP API."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0006"
down_revision = "0005"


def upgrade(connection: Connection) -> None:
    """Add the tables."""
    run_script_beside(__file__, connection)
