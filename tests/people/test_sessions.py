"""Serves issue 2 (sign-in): a session holds until it ends, and what it held is gone then."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from nuotio.people.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(**told: object) -> SessionStore:
    session = SessionStore()
    session.update(told)
    session.save()
    return session


def test_a_session_holds_what_was_put_into_it():
    key = kept(way="home").session_key

    again = SessionStore(key)

    assert dict(again.items()) == {"way": "home"}
    assert again.session_key == key


def test_a_session_past_its_end_holds_nothing_and_its_key_is_not_used_again():
    key = kept(way="home").session_key
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))

    ended, never = SessionStore(key), SessionStore("a" * 32)

    assert (ended.load(), never.load()) == ({}, {})
    assert (ended.session_key, never.session_key) == (None, None)


def test_a_session_that_was_flushed_is_not_there_any_more():
    session = kept(way="home")
    key = session.session_key

    session.flush()

    assert SessionStore(key).load() == {}
