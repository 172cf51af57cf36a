"""Commands that bring tickets in, and what they would be promised."""
