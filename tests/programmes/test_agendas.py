"""Serves issue 3, point 3: agendas with running clock times."""

from datetime import UTC, datetime

import pytest

from nuotio.programmes.agendas import agenda_of, is_break

NINE = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)  # in Helsinki 9.00
TEN = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)


def line(minutes, fi="Kuulumiset"):
    return {"minutes": minutes, "words": {"fi": fi}, "method": ""}


def clock(agenda):
    return [f"{one.starts_at:%H.%M}–{one.ends_at:%H.%M}" for one in agenda.lines]


def test_each_part_begins_where_the_one_before_it_ends():
    agenda = agenda_of([line(15), line(30, "Lounas"), line(15)], starts_at=NINE, ends_at=TEN)

    assert clock(agenda) == ["09.00–09.15", "09.15–09.45", "09.45–10.00"]
    assert [one.is_break for one in agenda.lines] == [False, True, False]
    assert (agenda.minutes, agenda.over, agenda.adds_up) == (60, 0, True)


@pytest.mark.parametrize(("minutes", "over"), [(75, 15), (40, -20)])
def test_an_agenda_that_does_not_fill_the_event_says_by_how_much(minutes, over):
    agenda = agenda_of([line(minutes)], starts_at=NINE, ends_at=TEN)

    assert (agenda.over, agenda.adds_up) == (over, False)


def test_an_empty_agenda_has_nothing_to_add_up():
    agenda = agenda_of([], starts_at=NINE, ends_at=TEN)

    assert (list(agenda.lines), agenda.adds_up) == ([], True)


def test_minutes_pass_as_they_do_in_the_night_when_clocks_are_moved():
    """At 4.00 in Helsinki it becomes 3.00 again on 25 October 2026."""
    starts = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    ends = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)

    agenda = agenda_of([line(60), line(60)], starts_at=starts, ends_at=ends)

    assert clock(agenda) == ["03.30–03.30", "03.30–04.30"]
    assert agenda.adds_up is True


@pytest.mark.parametrize(
    ("words", "rests"),
    [
        ({"fi": "Tauko"}, True),
        ({"fi": "", "sv": "Kaffepaus."}, True),
        ({"en": "Coffee break"}, True),
        ({"fi": "Lounaan jälkeen: syiden jäljille"}, False),
        ({}, False),
    ],
)
def test_a_break_is_known_by_its_name(words, rests):
    assert is_break(words) is rests


def test_a_method_is_told_by_its_name_where_it_is_known():
    told = [{**line(30), "method": "troika"}, {**line(30), "method": "unheard-of"}]

    agenda = agenda_of(told, starts_at=NINE, ends_at=TEN, methods={"troika": {"fi": "Kolmikko"}})

    assert [one.method for one in agenda.lines] == [{"fi": "Kolmikko"}, {}]
