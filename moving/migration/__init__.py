"""Moving open tickets to another contract, version or plan: which, what would change for each, and doing it."""
