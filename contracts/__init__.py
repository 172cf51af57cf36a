"""The published contracts, one YAML file for each version, and how they are read and checked."""
