"""Which announcements were handed over, what came of each, and addresses that are gone."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0002"
down_revision = "0001"


def upgrade(connection: Connection) -> None:
    """Make the tables of deliveries."""
    run_script_beside(__file__, connection)
