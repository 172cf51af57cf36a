"""What a worker needs to bring other systems' events to their tickets, and to find those that were left behind."""
