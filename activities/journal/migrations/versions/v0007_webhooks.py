"""Which systems are told of events, and what came of each delivery."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0007"
down_revision = "0006"


def upgrade(connection: Connection) -> None:
    """Add the tables."""
    run_script_beside(__file__, connection)
