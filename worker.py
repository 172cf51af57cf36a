"""A worker process: `python worker.py`. It serves tickets until SIGTERM or Ctrl-C, then ends what it has begun.

In embedded mode (the default) it starts the servers that do not run yet; in external mode it needs their addresses.
The environment variables are those of `runtime.settings`.
"""

import asyncio

from runtime.logs import set_up_logs
from runtime.process import end, explained
from runtime.serving import serve_until_stopped
from runtime.settings import load_settings
from runtime.timezones import use_packaged_time_zones


def main() -> None:
    """Serve tickets with the settings of the environment."""
    settings = load_settings()
    set_up_logs(settings.log_format, settings.log_level)
    use_packaged_time_zones()
    asyncio.run(serve_until_stopped(settings))


if __name__ == "__main__":
    end(explained(main))
