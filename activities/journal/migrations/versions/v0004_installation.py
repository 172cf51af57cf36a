"""Which installation the database belongs to."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0004"
down_revision = "0003"


def upgrade(connection: Connection) -> None:
    """Make the table of the installation."""
    run_script_beside(__file__, connection)
