"""Commands about who is told."""
