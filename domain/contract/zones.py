"""Whether a time zone exists, and which ones its name could have meant."""

from domain.business_time import UnknownZone
from domain.business_time.zones import zone_named, zone_names
from domain.contract.spelling import listed, nearest


def unknown_zone(zone: str) -> tuple[str, str] | None:
    """What is wrong with the name of a zone and what would be right; `None` for one that exists."""
    try:
        zone_named(zone)
    except UnknownZone:
        near = nearest(zone, zone_names())
        right = f"did you mean {listed(near)}?" if near else "write it like Europe/Rome"
        return f"{zone!r} is not a time zone of the tz database", right
    return None
