"""What Sundial means: pure rules without I/O, clock or Temporal.

Where a docstring says "semantics 17a", `docs/fundamentals` has a line of that number.
"""
