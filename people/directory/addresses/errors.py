"""What can keep an address from being used."""

from domain.errors import DomainError


class MissingVariable(DomainError):
    """An address needs a variable that the environment does not have. Nothing of the address is told."""

    def __init__(self, variable: str, channel: str, person: str) -> None:
        super().__init__(f"{variable} is not set, and the channel {channel} of {person} needs it; set it and try again")
        self.variable = variable
