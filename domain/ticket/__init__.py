"""The ticket: what is asked of it, what happened to it, and what it became by that."""
