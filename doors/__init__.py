"""How the outside comes in. One room for each door; all of them reach tickets in the same way."""
