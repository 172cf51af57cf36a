"""Commands about the HTTP API: serving it, and who may come in."""
