"""One durable workflow for each ticket, and the messages by which the outside reaches it."""
