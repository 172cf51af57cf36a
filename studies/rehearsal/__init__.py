"""Rehearsal: incidents lived on a real engine, whose events must be those of their simulation."""
