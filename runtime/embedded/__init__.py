"""A Temporal server and a PostgreSQL of our own, for running without Docker.

They live under one data folder and are shared by every process that names it: the first one starts them,
the last one that leaves stops them, and a process that is killed leaves nothing that hinders the next.
"""
