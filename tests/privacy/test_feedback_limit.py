from uuid import uuid4

import pytest
from django.core.cache import cache

from nuotio.privacy import views
from nuotio.privacy.models import Feedback

pytestmark = pytest.mark.django_db


def test_a_flood_of_feedback_from_one_network_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(views, "AT_MOST", 3)
    cache.clear()

    def send():
        told = {"once": uuid4(), "message": "The menu is small."}
        return client.post("/en/feedback/", told).status_code

    answers = [send() for _number in range(4)]

    assert answers == [302, 302, 302, 429]
    assert Feedback.objects.count() == 3
    cache.clear()
