"""One step each: a revision for Alembic, and the SQL script of the same name that it runs."""
