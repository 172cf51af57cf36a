"""What a process says of itself and of the outages of its servers."""
