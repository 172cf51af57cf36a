"""The story while it plays: its script, who acts it out on a real engine, and the life that comes of it."""
