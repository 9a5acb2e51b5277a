"""Entries and parties for the tests of calendars."""

from datetime import UTC, datetime, timedelta

from nuotio.programmes.calendars import HELSINKI, Entry, Party

MENTORS = Party("Mentoriohjelma", "mentorit@kunta.example")
AINO = Party("Aino Mäkelä", "aino.makela@kunta.example")
AN_HOUR = timedelta(hours=1)


def entry(**more: object) -> Entry:
    """Return a meeting in Kuopio on 22 October 2026, 9.00-11.00 in Helsinki."""
    plain = {
        "uid": "event-7@nuotio.example",
        "sequence": 2,
        "starts_at": datetime(2026, 10, 22, 6, tzinfo=UTC),
        "ends_at": datetime(2026, 10, 22, 8, tzinfo=UTC),
        "title": "Parityöpaja",
        "place": "Kuopio, kaupungintalo",
        "link": "https://video.example/abc",
        "description": "Ota muistikirja mukaan.",
        "page": "https://nuotio.example/o/kuopio/events/7/",
        "is_cancelled": False,
        "changed_at": datetime(2026, 9, 1, 6, tzinfo=UTC),
    }
    return Entry(**{**plain, **more})  # type: ignore[arg-type]


def at(uid: str, *local: int, fold: int = 0) -> Entry:
    """Return an hour's meeting that starts at this time on Helsinki's clocks."""
    starts_at = datetime(*local, tzinfo=HELSINKI, fold=fold).astimezone(UTC)  # type: ignore[misc]
    return entry(uid=uid, starts_at=starts_at, ends_at=starts_at + AN_HOUR)


def content_lines(written: bytes) -> list[str]:
    """Return the lines of a calendar as they were before folding."""
    return written.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def event_lines(written: bytes) -> list[str]:
    """Return the lines of the only event, without its BEGIN and END."""
    lines = content_lines(written)
    return lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
