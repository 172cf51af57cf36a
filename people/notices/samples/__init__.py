"""Example tickets, of which every kind of message is shown."""
