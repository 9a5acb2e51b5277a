"""What people type, in every form of every page: kept when a session ends, harmless in any shape.

The forms are found on the pages themselves, so a new one is covered as soon as the policy names
its page.
"""

import html
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.matrix import world as worlds
from tests.matrix.cells import Cell
from tests.matrix.policy import CELLS
from tests.matrix.typed import Form, forms_on, send
from tests.matrix.written import written

pytestmark = pytest.mark.django_db(databases=["default", "box"])
PAGES = [cell for cell in CELLS if cell.method == "get" and cell.who]
MARKS = (
    "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{ 7 * 7 }}{% now %}%(name)s{0} "
    "\u202eאבג <b>ا</b>\u202c 👩🏽‍⚕️🇫🇮 e\u0301\u0308 a\r\nBcc: b@x.fi\u2028c\u0085"
)
CORPUS = {
    "marks": MARKS,
    "nul": "a\x00b",
    "half a character": "a\ud800b",
    "long": "ä" * 10_000,
    "huge number": "9" * 40,
    "not a number": "NaN",
    "formula": "=1+1",
}
# What also goes into fields that people do not type into: ids, choices, versions.
TAMPERED = ("marks", "huge number", "not a number")
RAW = ("<script>alert", "<img src=x", "<b>ا", "49{% now %}")
AS_TYPED = {"number": "77", "date": "2031-05-07"}


class _Undo(Exception):
    """Takes back what a form wrote, so that each meets the same world."""


@pytest.fixture(scope="module")
def world(lasting: None) -> worlds.World:
    world = worlds.build()
    world.a.rows["roster"] = factories.RosterImportFactory(
        organisation=world.a.organisation,
        rows=[["2", "Aino", "aino(at)esimerkki", "", "", "", "", "", ""]],
    )
    return world


def _subject(cell: Cell) -> str:
    if cell.is_public:
        return "signed_out"
    return "mentor" if cell.is_personal else min(cell.who)


def _client(cell: Cell, world: worlds.World) -> Client:
    return world.client(_subject(cell))


def _address(cell: Cell, world: worlds.World) -> str:
    if cell.kwargs is not None:
        return reverse(cell.name, kwargs=cell.kwargs(world))
    side = world.provider if cell.where == "provider" else world.a
    kwargs = cell.named(side)
    if not (cell.is_public or cell.is_personal):
        kwargs["organisation"] = side.organisation.slug
    if cell.programme:
        kwargs["programme"] = world.a.rows["programme"].pk
    if cell.row:
        kwargs["pk"] = (world.shared.get(cell.row) or world.a.rows[cell.row]).pk
    return reverse(cell.name, kwargs=kwargs)


def _forms(client: Client, address: str) -> list[Form]:
    return forms_on(_page(client.get(address)))


def _page(response: Any) -> str:
    """Return the page that came, empty where it was a file."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if is_page else ""


def _ways(form: Form) -> list[list[tuple[str, str]]]:
    """Return the buttons that the form can be sent with."""
    return [[button] for button in form.buttons] or [[]]


@pytest.mark.parametrize("cell", [cell for cell in PAGES if not cell.is_public], ids=str)
def test_what_was_typed_is_there_after_signing_in_again(cell: Cell, world: worlds.World):
    address, lost = _address(cell, world), []
    member = world.subjects[_subject(cell)]
    assert member is not None
    for form in _forms(_client(cell, world), address):
        target = form.action or address
        named = [
            (name, AS_TYPED.get(kind, f"Kept words {number} & more"))
            for number, (name, kind, _value) in enumerate(form.fields)
            if name in form.typed and kind != "password"
        ]
        for way in _ways(form):
            client = _client(cell, world)
            Session.objects.all().delete()
            led = send(client, target, form.filled(dict(named)) + way, came_from=address)
            if "/account/login/" not in led["Location"]:
                continue  # signing out needs nobody who is signed in
            signed_in = client.post(
                led["Location"],
                {"login": member.user.email, "password": factories.PASSWORD},
                follow=True,
            )
            if signed_in.status_code != 200:
                lost.append((target, way, signed_in.status_code))
            page = signed_in.content.decode()
            lost += [(target, way, name) for name, text in named if html.escape(text) not in page]
    assert lost == []


@pytest.mark.parametrize("cell", PAGES, ids=str)
def test_nothing_that_is_typed_breaks_a_page(cell: Cell, world: worlds.World):
    client, address, wrong = _client(cell, world), _address(cell, world), []
    forms = _forms(client, address)
    for form in forms:
        every = [name for name, _kind, _value in form.fields if name != "csrfmiddlewaretoken"]
        for names, what, way in _tries(form, every):
            sent = form.filled(dict.fromkeys(names, CORPUS[what])) + way
            told = _harm(client, form.action or address, address, sent)
            wrong += [(form.action, what, way, *harm) for harm in told]
    assert wrong == []


def _tries(
    form: Form, every: list[str]
) -> Iterator[tuple[Collection[str], str, list[tuple[str, str]]]]:
    """Yield fields, what they get, and the button: all with the first, marks with each."""
    for number, way in enumerate(_ways(form)):
        yield from ((form.typed, what, way) for what in (CORPUS if number == 0 else TAMPERED[:1]))
        yield from ((every, what, way) for what in (TAMPERED if number == 0 else TAMPERED[:1]))


def _harm(
    client: Client, target: str, address: str, fields: list[tuple[str, str]]
) -> list[tuple[str, Any]]:
    """Send a form, look at every page that follows, and take back what it wrote."""
    harm: list[tuple[str, Any]] = []
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            with written() as tables:
                first = send(client, target, fields)
            answers = [first]
            if tables or client.cookies != cookies:  # or the page is what it was
                answers.append(client.get(address))
            if first.status_code == 302:
                answers.append(client.get(first["Location"]))
            elif first.status_code == 200 and _is_silent(first):
                harm.append(("silent", first.status_code))
            harm += [("status", one.status_code) for one in answers if one.status_code >= 500]
            harm += [("raw", raw) for one in answers for raw in RAW if raw in _page(one)]
            raise _Undo
    except _Undo:
        pass
    except Exception as error:  # noqa: BLE001 -- told together with the others
        harm.append(("error", f"{type(error).__name__}: {error}"[:200]))
    client.cookies = cookies
    return harm


def _is_silent(response: Any) -> bool:
    """Say whether a page came again without a word on what is wrong."""
    page = _page(response)
    return page != "" and 'aria-invalid="true"' not in page and 'role="alert"' not in page
