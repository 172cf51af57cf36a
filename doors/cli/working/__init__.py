"""Commands that act on tickets."""
