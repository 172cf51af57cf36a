"""The journal in PostgreSQL: written beside the tickets, read by people and reports, brought to its tables."""
