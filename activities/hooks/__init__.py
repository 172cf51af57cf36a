"""What other systems send: each event kept once, handed over to the workflow that holds it, and taken by its ticket."""
