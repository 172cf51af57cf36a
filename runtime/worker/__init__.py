"""A worker process: its journal, its people, its servers, and that they belong together."""
