"""A contract as its file says it: plans, places, promises, the ladder, each with its source."""
