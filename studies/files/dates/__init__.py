"""Instants as programs write them into files: what a text says, and in which order a file writes its dates."""
