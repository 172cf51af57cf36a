"""`webhooks`: which systems are told of events, and what came of each delivery."""
