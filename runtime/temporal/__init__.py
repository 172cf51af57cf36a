"""Temporal from our side: its clients, how values travel, what it answers, and how long one waits for that."""
