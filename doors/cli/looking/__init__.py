"""Commands that look: at one ticket, at many, at contracts."""
