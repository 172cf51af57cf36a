"""One time-zone database on every machine."""

import zoneinfo


def use_packaged_time_zones() -> None:
    """Take every time zone from the pinned `tzdata` package, whatever the machine has.

    Called by the composition roots alone, before anything asks for a zone.
    """
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
