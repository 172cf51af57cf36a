"""The door for files: which format one has, and every incident that its reader finds in it."""
