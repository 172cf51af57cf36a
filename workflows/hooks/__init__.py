"""The workflows that hold what other systems send about a ticket, until it is taken in the order of its own times."""
