import socket


def a_free_port() -> int:
    """A port that no server takes by itself, as those look from 7233 and 8233 on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
