"""The Nexus service for an intake that lives on Temporal: a workflow in any namespace opens and follows tickets."""
