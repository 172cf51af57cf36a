"""A worker process: `python worker.py`. It serves tickets until SIGTERM or Ctrl-C, then ends what it has begun.

In embedded mode (the default) it starts the servers that do not run yet; in external mode it needs their addresses.
The environment variables are those of `runtime.settings`.
"""

from runtime.interrupts import end_quietly_when_interrupted


def main() -> None:
    """Serve tickets with the settings of the environment."""
    # What follows takes a moment to load, in which somebody may press Ctrl-C.
    from doors.nexus.intake import NEXUS
    from runtime.logging.logs import set_up_logs
    from runtime.settings import load_settings
    from runtime.stopping import run
    from runtime.timezones import use_packaged_time_zones
    from runtime.worker.serving import serve_until_stopped

    settings = load_settings()
    set_up_logs(settings.log_format, settings.log_level)
    use_packaged_time_zones()
    run(lambda stop: serve_until_stopped(settings, stop, NEXUS))


if __name__ == "__main__":
    end_quietly_when_interrupted()
    from runtime.process import end, explained

    end(explained(main))
