"""Commands that try incidents of a file out."""
