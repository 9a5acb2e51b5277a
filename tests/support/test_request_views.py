"""Serves R84 (order support): asking on a phone, the page of a request, and its turns."""

from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.support.models import SupportRequest

ONCE = "00000000-0000-4000-8000-0000000000b1"
SENT = {
    "once": ONCE,
    "version": "1",
    "wish": "Our mornings are only lists. We wish for a talk.",
    "kinds": ["workshop", "lean"],
    "who": "team",
    "people": "11",
    "language": "fi",
    "mode": "onsite",
    "hours": "2",
    "mentors_needed": "1",
    "readers": "mentors",
    "do": "send",
}


def at(name, member, *args):
    return reverse(f"support:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, query=""):
    return client.get(at(name, member, *args) + query).content.decode()


def only() -> SupportRequest:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return SupportRequest.objects.get()


def count() -> int:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return SupportRequest.objects.count()


def test_a_request_is_asked_for_and_shown_with_its_promise(aino, as_member):
    client = as_member(aino)

    form = read(client, "request_add", aino)
    page = client.post(at("request_add", aino), SENT, follow=True).content.decode()

    assert "You will have an answer within 2 working days" in form
    made = only()
    assert (made.state, made.people, made.minutes, made.kinds) == (
        "open",
        11,
        120,
        ["workshop", "lean"],
    )
    assert "Your request is on its way." in page
    assert "Our mornings are only lists." in page
