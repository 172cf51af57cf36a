"""What a command is called: by people with hyphens, in messages with underscores."""

SPOKEN = {"add_note": "note"}
"""What people call otherwise than the message."""
MEANT = {called: command for command, called in SPOKEN.items()}


def spoken(command: str) -> str:
    """What people call a command: `wait-for-customer`."""
    return SPOKEN.get(command, command).replace("_", "-")


def meant(called: str) -> str:
    """The command that people call so, or that is called so already."""
    command = called.replace("-", "_")
    return MEANT.get(command, command)
