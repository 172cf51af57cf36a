"""Incidents tried out: read from files, simulated, rehearsed on a real engine, and invented."""
