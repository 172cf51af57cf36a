"""Which chain of runs writes a ticket, its next deadline, and what is still to be handed over."""

from sqlalchemy import Connection

from activities.journal.schema import run_script_beside

revision = "0003"
down_revision = "0002"


def upgrade(connection: Connection) -> None:
    """Add to the tables of tickets and announcements."""
    run_script_beside(__file__, connection)
