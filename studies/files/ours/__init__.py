"""Files in the formats of our own, whose columns say what a command needs."""
