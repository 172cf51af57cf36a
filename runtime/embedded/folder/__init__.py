"""The data folder: who may start, whose it is, what is remembered of what runs."""
