"""The faults of the frame, each with the sentence that a person reads."""


class RuntimeFault(Exception):
    """Something around the workflows is not as it must be; the text says what is wrong and what is right."""


class SettingsError(RuntimeFault):
    """An environment variable holds what it must not hold."""


class ServerError(RuntimeFault):
    """An embedded server cannot be started, stopped or found."""


class ConnectionRefused(RuntimeFault):
    """A server is not there, or does not let us in."""


class ServerUnreachable(ConnectionRefused):
    """A server does not answer, and may do so later."""
