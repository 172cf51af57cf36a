"""Sending letters: written as they leave, from their tickets' streams, given to a channel, recorded, passed on."""
