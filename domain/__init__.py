"""What Sundial means: pure rules without I/O, clock or Temporal."""
