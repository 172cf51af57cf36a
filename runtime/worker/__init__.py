"""A worker process: its journal, its people, its servers, what its tasks run in, and that all belong together."""
