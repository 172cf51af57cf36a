"""What the doors cost: the HTTP API, and webhooks."""
