from datetime import timedelta

import pytest
from django.core.cache import cache

from nuotio.foundation import limits

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def test_each_one_is_counted_alone(now):
    counts = [limits.count_up("ask", who, at=now, within=HOUR) for who in ("a", "a", "b", "a")]

    assert counts == [1, 2, 1, 3]


def test_each_thing_is_counted_alone(now):
    counts = [limits.count_up(what, "a", at=now, within=HOUR) for what in ("ask", "answer")]

    assert counts == [1, 1]


def test_a_new_stretch_begins_at_one(now):
    limits.count_up("ask", "a", at=now, within=HOUR)

    assert limits.count_up("ask", "a", at=now + HOUR, within=HOUR) == 1


def test_the_address_itself_is_not_kept(now, monkeypatch):
    kept = []
    monkeypatch.setattr(cache, "set", lambda key, *args, **kwargs: kept.append(key))

    limits.count_up("ask", "192.0.2.7", at=now, within=HOUR)

    assert len(kept) == 1
    assert "192.0.2.7" not in kept[0]


def test_looking_how_often_counts_nothing(now):
    limits.count_up("ask", "a", at=now, within=HOUR)

    looked = [limits.times("ask", who, at=now, within=HOUR) for who in ("a", "a", "b")]

    assert looked == [1, 1, 0]
