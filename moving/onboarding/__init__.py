"""Tickets of another system become tickets here: what a file would bring, and bringing it in."""
