"""The workflow of a ticket: its loop, its door, and what it brings outside."""
