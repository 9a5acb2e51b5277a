"""The 384 people of the agency who have no account: whom HR lists, and what their browsers do.

Each of them talks to the service over a connection of her own, without a session, as a browser
does: the ticket on one day, the sealed answers on another.
"""

import http.client
import json
import re
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import UUID

import numpy as np

from nuotio.culture.demo.answers import Crowd, means_of
from nuotio.culture.instruments import CULTURE, copy_of, survey_of
from nuotio.culture.responses import Response
from tests.culture import voter
from tests.journeys.service import Service

# of each unit: how many have no account, collect a ticket, answer
UNITS = {
    "Toimitustuotanto": (133, 90, 88),
    "Paikkatietopalvelut": (85, 55, 54),
    "Asiakaspalvelu": (74, 50, 49),
    "Tietotekniikka": (64, 50, 48),
    "Hallinto": (28, 3, 3),
}
MEMBERS, CODES, INVITED = 33, 3, 420
TICKETS = sum(tickets for _listed, tickets, _answers in UNITS.values())
ANSWERS = sum(answers for _listed, _tickets, answers in UNITS.values())
LANGUAGES = ("fi", "fi", "sv", "fi", "en")
OPENINGS = {"fi": "Hae vastauslippusi", "sv": "Hämta din svarsbiljett", "en": "Collect your ticket"}
BACKGROUND = {"years": ["under_3", "from_3_to_10", "over_10"]}
WORDS = {"open_best": ["Kollega vieressä.", "Att få fråga.", "The Friday review."]}
AT_ONCE = 4  # people at the same moment
PATIENCE = 60  # seconds for the letters


def listed() -> Iterator[tuple[str, str, str]]:
    """Yield address, unit and language of everybody who has no account."""
    for unit, (number, _tickets, _answers) in UNITS.items():
        for place in range(number):
            address = f"{unit.lower()}.{place}@mittaus.invalid"
            yield address, unit, LANGUAGES[place % len(LANGUAGES)]


def pasted() -> str:
    """Return the list as HR copies it from a table: without headings, one person a line."""
    return "\n".join("\t".join(row) for row in listed())


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status_code: int
    content: bytes

    def json(self) -> Any:
        """Return it read as JSON."""
        return json.loads(self.content)


class Browser:
    """One person's connection; no cookie is ever sent."""

    def __init__(self, base: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self._connection.close()

    def get(self, path: str) -> Reply:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, content: bytes | str, content_type: str) -> Reply:
        """Send something."""
        return self._ask("POST", path, content, {"Content-Type": content_type})

    def _ask(
        self, method: str, path: str, body: bytes | str | None, headers: Mapping[str, str]
    ) -> Reply:
        self._connection.request(method, path, body, dict(headers))
        response = self._connection.getresponse()
        assert response.headers.get("Set-Cookie") is None
        return Reply(response.status, response.read())


@dataclass(frozen=True)
class Held:
    """A ticket in the browser of somebody."""

    unit: str
    ticket: voter.Ticket


@dataclass(frozen=True)
class Letter:
    """The personal link out of somebody's letter."""

    page: str
    token: str

    @property
    def round(self) -> str:
        """The public name of the round in every address."""
        found = re.search(r"/survey/([0-9a-f-]{36})/", self.page)
        assert found is not None
        return found.group(1)


def letters(service: Service) -> dict[str, Letter]:
    """Wait until everybody has a letter; return the personal link in each, by address."""
    addresses = {address for address, _unit, _language in listed()}
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = {to: _link(text) for to, text in service.letters() if to in addresses}
        if found.keys() == addresses:
            return found
        time.sleep(1)
    raise AssertionError(f"{len(found)} of {len(addresses)} have a letter.")


def _link(text: str) -> Letter:
    [(page, token)] = re.findall(r"https?://[^/\s]+(/\S+/survey/\S+?|/survey/\S+?)#(\S+)", text)
    return Letter(page, token)


def collect(service: Service, links: Mapping[str, Letter]) -> list[Held]:
    """Let those who want to answer open their link and collect a ticket, each in her language."""
    going = [one for one in listed() if _place(one[0]) < UNITS[one[1]][1]]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: _collect(service.base, links[one[0]], one), going))


def _place(address: str) -> int:
    return int(address.split("@", maxsplit=1)[0].rsplit(".", 1)[1])


def _collect(base: str, link: Letter, who: tuple[str, str, str]) -> Held:
    _address, unit, language = who
    public = f"/survey/{link.round}/"
    with Browser(base) as browser:
        page = browser.get(link.page)
        assert OPENINGS[language] in page.content.decode(), link.page
        ticket = voter.ticket(browser, f"{public}sign", f"{public}keys", token=link.token)
    return Held(unit, ticket)


def answer(service: Service, public_id: str, held: list[Held]) -> list[int]:
    """Let most of those who hold a ticket answer, days later; return the statuses."""
    with Browser(service.base) as browser:
        keys = browser.get(f"/survey/{public_id}/keys").json()
    tally = b64decode(keys["tally"])
    said = _said()
    ballots = [
        voter.ballot(one.ticket, said[one.unit].pop(), UUID(public_id), tally)
        for one in held
        if said[one.unit]
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda content: _cast(service.base, public_id, content), ballots))


def _cast(base: str, public_id: str, content: bytes) -> int:
    with Browser(base) as browser:
        return voter.cast(browser, f"/survey/{public_id}/ballots", content)


def _said() -> dict[str, list[Response]]:
    """Return what the people of each unit answer: the demo world's model, seen in one year."""
    crowd = Crowd(np.random.default_rng(1), survey_of(copy_of(CULTURE)), list(UNITS))
    counts = {unit: answers for unit, (_listed, _tickets, answers) in UNITS.items()}
    said: dict[str, list[Response]] = {unit: [] for unit in UNITS}
    for one in crowd.answer(means_of({}, "end"), counts, background=BACKGROUND, words=WORDS):
        said[one.node].append(one)
    return said
