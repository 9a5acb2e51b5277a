from uuid import uuid4

import pytest

from nuotio.privacy.models import Feedback

pytestmark = pytest.mark.django_db


def test_a_flood_of_feedback_from_one_network_is_told_to_wait(client):
    def send():
        told = {"once": uuid4(), "message": "The menu is small."}
        return client.post("/en/feedback/", told).status_code

    answers = [send() for _number in range(21)]

    assert answers == [302] * 20 + [429]
    assert Feedback.objects.count() == 20
