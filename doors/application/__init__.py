"""What every door does: open, operate, look. No rule stands in a door, and no way in is asked here."""
