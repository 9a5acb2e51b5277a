"""The separation matrix: every address, every kind of person, own, foreign and missing objects.

Serves R26: what one organisation writes does not exist for another.
"""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nuotio.foundation import row_security, tenancy
from tests.matrix import world as worlds
from tests.matrix.cells import Cell, Ref, body, expected
from tests.matrix.policy import CELLS
from tests.matrix.written import written

pytestmark = pytest.mark.django_db(databases=["default", "box"])
MISSING = 987_654_321
STRANGERS = ("signed_out", "deactivated", "expired")


class _Undo(Exception):
    """Takes back what a request wrote, so that every subject meets the same world."""


@pytest.fixture(scope="module")
def world(lasting: None) -> worlds.World:
    return worlds.build()


def _names(resolver: Any, prefix: str = "") -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            space = f"{prefix}{one.namespace}:" if one.namespace else prefix
            found |= _names(one, space)
        elif isinstance(one, URLPattern) and one.name:
            found.add(f"{prefix}{one.name}")
    return found


def test_every_address_has_a_row_in_the_policy():
    assert sorted(_names(get_resolver())) == sorted({cell.name for cell in CELLS})


def _client(world: worlds.World, subject: str) -> Client:
    client = world.client(subject)
    if subject == "expired":
        client.cookies[settings.SESSION_COOKIE_NAME] = "long-gone"
    return client


def _address(
    cell: Cell, world: worlds.World, pk: int | None = None, programme: int | None = None
) -> str:
    if cell.kwargs is not None:
        return reverse(cell.name, kwargs=cell.kwargs(world))
    side = world.provider if cell.where == "provider" else world.a
    kwargs = cell.named(side)
    if not (cell.is_public or cell.is_personal):
        kwargs["organisation"] = side.organisation.slug
    if cell.programme:
        kwargs["programme"] = programme or world.a.rows["programme"].pk
    if cell.row:
        kwargs["pk"] = pk if pk is not None else _own(cell, world).pk
    return reverse(cell.name, kwargs=kwargs)


def _own(cell: Cell, world: worlds.World) -> Any:
    return world.shared.get(cell.row) or world.a.rows[cell.row]


def _ask(
    client: Client,
    cell: Cell,
    address: str,
    data: dict[str, Any],
    look: Callable[[set[str]], None] = lambda _tables: None,
) -> Any:
    """Send the request, show which tables it wrote to, and take back what it wrote."""
    answer: list[Any] = []
    if cell.files is not None:
        data = {**data, **cell.files()}
    try:
        with transaction.atomic():
            with written() as tables:
                answer.append(getattr(client, cell.method)(address, data))
            look(tables)
            raise _Undo
    except _Undo:
        return answer[0]


def _bytes_of(response: Any) -> bytes:
    content: bytes = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"".join(package.read(name) for name in package.namelist())
    return content


def _models() -> dict[str, tuple[Any, str]]:
    """Return by their tables the models whose rows are one side's, and how they name it."""
    shared = [
        m for m in row_security.shared_models() if row_security.home_column(m) == "programme_id"
    ]
    named = [(model, "organisation") for model in row_security.owned_models()]
    return {
        m._meta.db_table: (m, name) for m, name in [*named, *((m, "programme") for m in shared)]
    }


class Twin:
    """The twin's rows as they were when the world began, and the tables where they changed."""

    def __init__(self, side: worlds.Side) -> None:
        self._sides = {"organisation": side.organisation, "programme": side.rows["programme"]}
        self._models = _models()
        self._before = {table: self._rows(table) for table in self._models}
        self.changed: set[str] = set()

    def look(self, tables: set[str]) -> None:
        """Compare the tables that a request wrote to, before it is taken back."""
        for table in tables & set(self._models):
            if self._rows(table) != self._before[table]:
                self.changed.add(table)

    def _rows(self, table: str) -> list[dict[str, Any]]:
        model, name = self._models[table]
        with tenancy.unrestricted(reason="Comparing the twin before and after."):
            rows = model._default_manager.filter(**{name: self._sides[name]})
            return list(rows.order_by("pk").values())


@pytest.fixture(scope="module")
def made_twin(world: worlds.World) -> Twin:
    return Twin(world.b)


@pytest.fixture
def twin(made_twin: Twin) -> Twin:
    """Give the twin, to whom nothing has happened yet."""
    made_twin.changed.clear()
    return made_twin


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_each_person_gets_what_the_policy_says(cell: Cell, world: worlds.World):
    address, wrong = _address(cell, world), []
    for subject in [*world.subjects, "expired"]:
        side = world.provider if cell.where == "provider" else world.a
        response = _ask(_client(world, subject), cell, address, body(cell, side))
        if response.status_code not in expected(cell, subject):
            wrong.append((subject, response.status_code, response.get("Location", "")))
        to_sign_in = "/account/login" in response.get("Location", "")
        leads_to_sign_in = cell.signed_out == 302 and not cell.is_public
        if subject in STRANGERS and not to_sign_in and leads_to_sign_in:
            wrong.append((subject, "not led to sign in", response.get("Location", "")))
        is_of_b = subject.endswith("_b") or subject == "both"
        read = _bytes_of(response)
        if cell.names_organisations:
            read = read.replace(f"{worlds.CANARY}Org".encode(), b"")
        if not is_of_b and worlds.CANARY.encode() in read:
            wrong.append((subject, "read the twin's words"))
    assert wrong == []


def _with_objects() -> list[Cell]:
    return [cell for cell in CELLS if cell.row and cell.kwargs is None]


@pytest.mark.parametrize("cell", _with_objects(), ids=str)
def test_a_foreign_object_answers_like_a_missing_one(cell: Cell, world: worlds.World, twin: Twin):
    allowed, wrong = sorted(cell.who & set(world.subjects)), []
    for subject in allowed:
        client = _client(world, subject)
        side = world.provider if cell.where == "provider" else world.a
        missing = _ask(client, cell, _address(cell, world, MISSING), body(cell, side), twin.look)
        if missing.status_code != 404:
            wrong.append((subject, "missing", missing.status_code))
        if cell.row in world.b.rows:
            foreign_pk = world.b.rows[cell.row].pk
            foreign = _ask(
                client, cell, _address(cell, world, foreign_pk), body(cell, side), twin.look
            )
            same = foreign.content.replace(
                str(foreign_pk).encode(), b""
            ) == missing.content.replace(str(MISSING).encode(), b"")
            if foreign.status_code != 404 or not same:
                wrong.append((subject, "foreign", foreign.status_code))
    assert allowed != []
    assert wrong == []
    assert twin.changed == set()


@pytest.mark.parametrize("cell", [c for c in CELLS if c.programme and c.who], ids=str)
def test_a_programme_of_others_answers_like_a_missing_one(
    cell: Cell, world: worlds.World, twin: Twin
):
    side, answers = world.provider if cell.where == "provider" else world.a, set()
    for subject in sorted(cell.who & set(world.subjects) - {"both"}):
        for programme in (world.b.rows["programme"].pk, MISSING):
            address = _address(cell, world, programme=programme)
            response = _ask(_client(world, subject), cell, address, body(cell, side), twin.look)
            answers.add((response.status_code, worlds.CANARY.encode() in response.content))
    assert answers == {(404, False)}
    assert twin.changed == set()


def _with_refs() -> list[tuple[Cell, str]]:
    return [
        (cell, key) for cell in CELLS for key, value in cell.data.items() if isinstance(value, Ref)
    ]


@pytest.mark.parametrize(("cell", "key"), _with_refs(), ids=str)
def test_a_body_that_names_a_foreign_row_is_refused(
    cell: Cell, key: str, world: worlds.World, twin: Twin
):
    wrong = []
    for subject in sorted(cell.who & set(world.subjects)):
        data = body(cell, world.a, foreign=world.b, swap=key)
        response = _ask(_client(world, subject), cell, _address(cell, world), data, twin.look)
        if response.status_code not in (200, 400, 404) and not cell.refs_may_pass:
            wrong.append((subject, response.status_code))
        if worlds.CANARY.encode() in response.content and subject != "both":
            wrong.append((subject, "read the twin's words"))
    assert wrong == []
    assert twin.changed == set()


@pytest.mark.parametrize("cell", [c for c in CELLS if not (c.is_public or c.is_personal)], ids=str)
def test_the_twins_organisation_does_not_exist_for_our_people(
    cell: Cell, world: worlds.World, twin: Twin
):
    """A path of B with a row of A, and with a row of B: 404 for everyone who is not of B."""
    answers = set()
    for subject in ("hr", "coordinator", "mentor", "provider_coordinator", "left"):
        for side in (world.a, world.b):
            kwargs = {"organisation": world.b.organisation.slug, **cell.named(side)}
            if cell.programme:
                kwargs["programme"] = side.rows["programme"].pk
            if cell.row:
                kwargs["pk"] = side.rows[cell.row].pk if cell.row in side.rows else MISSING
            address = reverse(cell.name, kwargs=kwargs)
            response = _ask(_client(world, subject), cell, address, body(cell, world.a), twin.look)
            answers.add((response.status_code, worlds.CANARY.encode() in response.content))
    assert answers == {(404, False)}
    assert twin.changed == set()
