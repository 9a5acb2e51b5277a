"""Serves issue 3: what two calendar programmes that are not ours understand of our calendars.

ical.js, the reader of Thunderbird, knows no zone but what the file brings: it tries the rules of
our VTIMEZONE. khal, a calendar of the command line, goes by the name of the zone as Google Calendar
does; it imports the file, keeps the events and lists them. Both answer in UTC.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nuotio.programmes import calendars
from tests.programmes.calendar_cases import AINO, MENTORS, at, entry

READER = Path(__file__).with_name("read_calendar.mjs")
KHAL = Path(sys.executable).with_name("khal")

# A series over both changes of the clock, and the hour of 25 October 2026 that comes twice.
SERIES = [
    at("summer", 2026, 10, 22, 9),
    at("winter", 2026, 10, 29, 9),
    at("still winter", 2027, 3, 25, 9),
    at("summer again", 2027, 4, 1, 9),
    at("before the repeated hour", 2026, 10, 25, 1, 30),
    at("the repeated hour, first", 2026, 10, 25, 3, 30),
    at("the repeated hour, again", 2026, 10, 25, 3, 30, fold=1),
    at("after the repeated hour", 2026, 10, 25, 4, 30),
    at("before the skipped hour", 2027, 3, 28, 2, 30),
    at("after the skipped hour", 2027, 3, 28, 4, 30),
    at("after the fourth Sunday of October, before the last", 2027, 10, 27, 9),
    at("after the fourth Sunday of March, before the last", 2030, 3, 27, 9),
    at("ten years on, winter", 2036, 10, 30, 9),
    at("ten years on, summer", 2037, 4, 1, 9),
]
IN_UTC = {
    "summer": ("2026-10-22 06:00", "2026-10-22 07:00"),
    "winter": ("2026-10-29 07:00", "2026-10-29 08:00"),
    "still winter": ("2027-03-25 07:00", "2027-03-25 08:00"),
    "summer again": ("2027-04-01 06:00", "2027-04-01 07:00"),
    "before the repeated hour": ("2026-10-24 22:30", "2026-10-24 23:30"),
    "the repeated hour, first": ("2026-10-25 00:30", "2026-10-25 01:30"),
    "the repeated hour, again": ("2026-10-25 01:30", "2026-10-25 02:30"),
    "after the repeated hour": ("2026-10-25 02:30", "2026-10-25 03:30"),
    "before the skipped hour": ("2027-03-28 00:30", "2027-03-28 01:30"),
    "after the skipped hour": ("2027-03-28 01:30", "2027-03-28 02:30"),
    "after the fourth Sunday of October, before the last": ("2027-10-27 06:00", "2027-10-27 07:00"),
    "after the fourth Sunday of March, before the last": ("2030-03-27 07:00", "2030-03-27 08:00"),
    "ten years on, winter": ("2036-10-30 07:00", "2036-10-30 08:00"),
    "ten years on, summer": ("2037-04-01 06:00", "2037-04-01 07:00"),
}
HARD_TITLE = 'Työpari; \\n, "Åsa" 🎉 ' + "yö" * 60
HARD_TEXT = "Yksi, kaksi; kolme\n\\neljä 🎉\n" + "ä" * 200
HARD = entry(title=HARD_TITLE, description=HARD_TEXT, link="https://video.example/a,b;c?d=1")

KHAL_SETTINGS = """\
[calendars]
[[kept]]
path = {folder}/kept
[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


def ask_ical_js(written: bytes) -> dict:
    """Return what ical.js understood; the test is left out where there is no Node."""
    node = shutil.which("node")
    if node is None and os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail("REQUIRE_ALL=1: Node is needed to read calendars with ical.js.")
    if node is None:
        pytest.skip("Node is not installed, so ical.js cannot read.")
    done = subprocess.run(  # noqa: S603 -- our own script
        [node, str(READER)], input=written, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


class Khal:
    """A calendar programme with a home of its own."""

    def __init__(self, folder: Path) -> None:
        (folder / "kept").mkdir()
        self.folder = folder
        self.settings = folder / "khal.conf"
        self.settings.write_text(KHAL_SETTINGS.format(folder=folder))

    def run(self, *words: str) -> str:
        """Run a command of khal and return what it printed."""
        own = {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        done = subprocess.run(  # noqa: S603 -- what the tests installed
            [str(KHAL), "-c", str(self.settings), *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env=own,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def take(self, written: bytes) -> None:
        """Import a calendar; what has the same uid is replaced."""
        file = self.folder / "taken.ics"
        file.write_bytes(written)
        self.run("import", "--batch", str(file))

    def listed(self, *fields: str) -> list[list[str]]:
        """Return these fields of each event kept, by time."""
        shape = "\x1f".join(f"{{{field}}}" for field in fields) + "\x1e"
        shown = self.run(
            "list", "--once", "--day-format", "", "--format", shape, "2026-10-01", "4000d"
        )
        return [
            [field.strip() for field in row.split("\x1f")]
            for row in shown.strip().removesuffix("\x1e").split("\x1e")
        ]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    return Khal(tmp_path)


def test_ical_js_reads_the_right_hour_over_both_changes_of_the_clock():
    understood = ask_ical_js(calendars.feed(SERIES, name="Sarja"))

    in_utc = {
        each["uid"]: tuple(each[end][:16].replace("T", " ") for end in ("starts", "ends"))
        for each in understood["events"]
    }
    assert in_utc == IN_UTC


def test_ical_js_goes_by_our_zone_but_for_the_hour_that_comes_twice():
    understood = ask_ical_js(calendars.feed(SERIES, name="Sarja"))

    assert understood["zones"] == 1
    assert {each["uid"] for each in understood["events"] if each["zone"] != "Europe/Helsinki"} == {
        "the repeated hour, first",
        "the repeated hour, again",
    }


def test_khal_keeps_the_right_hour_over_both_changes_of_the_clock(khal: Khal):
    khal.take(calendars.feed(SERIES, name="Sarja"))

    kept = khal.listed("uid", "start-long", "end-long")

    assert {uid: (starts, ends) for uid, starts, ends in kept} == IN_UTC


def test_ical_js_reads_every_letter_of_an_invitation():
    understood = ask_ical_js(calendars.invitation(HARD, organiser=MENTORS, attendee=AINO))

    assert understood["method"] == "REQUEST"
    assert understood["events"] == [
        {
            "uid": "event-7@nuotio.example",
            "sequence": 2,
            "starts": "2026-10-22T06:00:00.000Z",
            "ends": "2026-10-22T08:00:00.000Z",
            "zone": "Europe/Helsinki",
            "title": HARD_TITLE,
            "place": "Kuopio, kaupungintalo",
            "description": f"{HARD_TEXT}\n\nhttps://video.example/a,b;c?d=1"
            "\nhttps://nuotio.example/o/kuopio/events/7/",
            "page": "https://nuotio.example/o/kuopio/events/7/",
            "link": "https://video.example/a,b;c?d=1",
            "status": "CONFIRMED",
            "organisers": [{"address": "mailto:mentorit@kunta.example", "name": "Mentoriohjelma"}],
            "attendees": [{"address": "mailto:aino.makela@kunta.example", "name": "Aino Mäkelä"}],
        }
    ]


def test_ical_js_reads_no_people_in_a_feed():
    understood = ask_ical_js(calendars.feed([HARD], name="Omat tapahtumat"))

    assert understood["method"] == "PUBLISH"
    assert understood["name"] == "Omat tapahtumat"
    assert [(each["organisers"], each["attendees"]) for each in understood["events"]] == [([], [])]


def test_khal_keeps_every_letter_and_takes_a_cancellation_for_the_same_event(khal: Khal):
    fields = ("uid", "title", "location", "url", "status", "description")
    told = f"{HARD_TEXT}\n\nhttps://video.example/a,b;c?d=1\n{HARD.page}"
    same = [HARD.uid, HARD_TITLE, HARD.place, HARD.page]

    khal.take(calendars.invitation(HARD, organiser=MENTORS, attendee=AINO))
    invited = khal.listed(*fields)
    khal.take(calendars.cancellation(HARD, organiser=MENTORS, attendee=AINO))
    cancelled = khal.listed(*fields)

    assert invited == [[*same, "CONFIRMED", told]]
    assert cancelled == [[*same, "CANCELLED", told]]
