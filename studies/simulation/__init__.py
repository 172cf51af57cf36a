"""Simulation: real incidents driven through the pure domain at full speed, and the report of what would have been."""
