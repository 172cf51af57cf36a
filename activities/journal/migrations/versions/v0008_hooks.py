"""What other systems sent, what it was taken for, and what could not be mapped."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0008"
down_revision = "0007"


def upgrade(connection: Connection) -> None:
    """Add the tables."""
    run_script_beside(__file__, connection)
