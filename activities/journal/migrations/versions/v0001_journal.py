"""Events, where tickets stand, and announcements."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0001"
down_revision = None


def upgrade(connection: Connection) -> None:
    """Make the first tables."""
    run_script_beside(__file__, connection)
