"""A respondent's browser in tests: a page of a running round, and what arrived in the box."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from nuotio.culture import instruments, sealing
from nuotio.culture.instruments import Survey
from nuotio.culture.models.ballots import Ballot
from nuotio.culture.responses import Response, read
from nuotio.culture.services import keys
from tests.culture import ballot_world
from tests.culture.ballot_world import Running
from tests.culture.test_asking import YEARS

BACKGROUND = {"years": ["few", "many"]}


def open_round() -> Running:
    """Return a round that takes answers now and asks one background question."""
    now = timezone.now()
    return ballot_world.running(
        opens_at=now - timedelta(days=2), closes_at=now + timedelta(days=9), background=[YEARS]
    )


def arrived(running: Running) -> list[Response]:
    """Open every ballot in the box and read it as the tally does."""
    key = keys.tally_key(running.fresh(), passphrase=None)
    survey = survey_of(running)
    return [
        read(
            sealing.opened(
                bytes(row.sealed), key, public_id=running.round.public_id, digest=row.digest
            ),
            node="",
            survey=survey,
            background=BACKGROUND,
        )
        for row in Ballot.objects.all()
    ]


def survey_of(running: Running) -> Survey:
    return instruments.survey_of(running.round.instrument)


@dataclass
class Respondent:
    """One person with a personal link at one browser; `look` runs axe on each state."""

    page: Page
    running: Running
    number: int
    language: str = ""
    look: object = None

    def state(self, name: str) -> None:
        """Wait until this state is in view, and look at it."""
        expect(self.page.locator(f'[data-state="{name}"]')).to_be_visible()
        if self.look is not None:
            assert (name, self.look(self.page)) == (name, [])

    def collect(self) -> None:
        """Open the link of the mail and collect the ticket."""
        token = self.running.token(self.running.invitees[self.number])
        self.page.goto(f"{self.language}{self.running.url('')}#{token}")
        self.state("collect")
        self.page.locator("[data-collect]").click()
        self.state("choose")

    def kept(self) -> list[str]:
        """Return what this browser keeps of the round."""
        return sorted(
            self.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        )
