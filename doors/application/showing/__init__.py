"""What there is to look at, at whatever door: clocks, promises, contracts, and who is told."""
