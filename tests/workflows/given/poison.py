"""Arguments that no message should have. Whoever sends them hears a sentence, or nothing; nobody is stopped by them."""

import json
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue


def raw(data: bytes, encoding: bytes = b"json/plain", **metadata: bytes) -> RawValue:
    return RawValue(Payload(metadata={"encoding": encoding, **metadata}, data=data))


def nested(levels: int) -> RawValue:
    return raw(b'{"text":' * levels + b"1" + b"}" * levels)


ELSEWHERE = Payload.ExternalPayloadDetails(size_bytes=7)

UNDECODABLE: dict[str, RawValue] = {
    "no JSON": raw(b"{not json"),
    "half a text": raw(b'{"text": "'),
    "no text at all": raw(b"\xff\xfe\x00"),
    "half a character": raw(b'{"text": "\\ud800"}'),
    "nothing": raw(b""),
    "an unknown encoding": raw(b"\xff", b"binary/odd"),
    "an encoding that is no text": raw(b"{}", b"\xff\xff"),
    "no encoding": RawValue(Payload(data=b"{}")),
    "neither encoding nor data": RawValue(Payload()),
    "null with something in it": raw(b"7", b"binary/null"),
    "bytes": raw(b"\x00\x01", b"binary/plain"),
    "a protobuf of no known type": raw(b"\x08\x01", b"binary/protobuf", messageType=b"no.such.Type"),
    "a protobuf as JSON of no known type": raw(b"{", b"json/protobuf", messageType=b"no.such.Type"),
    "what is kept elsewhere": raw(b'{"driver_name":"s3"}', b"json/external-storage-reference"),
    "what is marked as kept elsewhere": raw(b"{}", __temporal_external_storage_reference=b"true"),
    "what is said to be kept elsewhere": RawValue(
        Payload(metadata={"encoding": b"json/plain"}, data=b"{}", external_payloads=[ELSEWHERE])
    ),
    "a reference as a protobuf": raw(
        b"{}", b"json/protobuf", messageType=b"temporal.api.sdk.v1.ExternalStorageReference"
    ),
    "deeper than any parser goes": raw(b"[" * 100_000),
}
"""One argument, of which the bytes are wrong."""

ODD: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a fraction": -0.5,
    "no number": raw(b'{"at": NaN, "text": Infinity, "id": -Infinity}'),
    "a number of 4,000 digits": raw(b'{"id": ' + b"9" * 4000 + b"}"),
    "an endless number": raw(b'{"at": 1e999}'),
    "a truth value": True,
    "a text": "acknowledge",
    "a list": [{}, {}],
    "a list of lists": [[[]]] * 50,
    "an object of nothing": {"": {}},
    "unknown fields": {"nonsense": 1, "prioritty": "P1"},
    "wrong types": {"id": {}, "at": [], "by": 3, "text": {"a": 1}, "priority": None, "to": 1.5, "party": False},
    "NUL and BEL": {"text": "a\x00b\x07c", "by": "\x00", "party": "\x00", "reason": "\x1b[2J", "id": "\x00"},
    "directions": {"text": "\u202eabc\u2066", "by": "\u202e", "party": "\u200f", "id": "\u2028"},
    "instants out of this world": {"at": "9999-12-31T23:59:59-23:59", "sent_at": "0001-01-01T00:00:00+23:59"},
    "an instant before all others": {"at": "0001-01-01T00:00:00Z"},
    "an instant as a number": {"at": 10**18, "sent_at": -(10**18)},
    "an id of 200 emoji": {"id": "🛟" * 200, "text": "🛟" * 4000, "party": "🛟" * 200, "by": "🛟" * 200},
    "twenty levels": nested(20),
    "a hundred and fifty levels": nested(150),
    "17,512 unknown fields": raw(json.dumps({f"unknown_field_{number}": number for number in range(17_512)}).encode()),
    "80,000 values within": raw(
        json.dumps({"opening": {str(number): 0 for number in range(30_000)}, "text": list(range(50_000))}).encode()
    ),
    "a field with a name of 300,000 characters": {"x" * 300_000: 1, "text": "Hello"},
    "a text of 700,000 characters": {"text": "x" * 700_000},
    "all fields at once": {
        name: "x" * 5000 for name in ("id", "text", "by", "to", "party", "priority", "contract", "reason", "question")
    },
}
"""One argument that can be decoded, and is no command."""

ARGUMENTS: dict[str, list[Any]] = {
    "none": [],
    "two": [{}, {}],
    "three, of which one is undecodable": [{}, raw(b"{"), 7],
    "a hundred": [{}] * 100,
    **{name: [one] for name, one in (UNDECODABLE | ODD).items()},
}
"""What a message has for its arguments, by what is odd in it."""
