"""How a ticket begins: what its workflow is started with, and how many openings at once become one."""
