"""Tickets that move: from another system to here, and here to other terms."""
