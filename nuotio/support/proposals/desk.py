"""The change of one place of a joint proposal: who could serve, what it costs, what else moves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nuotio.support.models import BatchLine
from nuotio.support.proposals import pages as proposal_pages
from nuotio.support.proposals import proposing
from nuotio.support.proposals import situations as proposals
from nuotio.support.proposals import words as proposal_words
from nuotio.support.proposals.proposing import Place
from nuotio.support.proposals.situations import Change, Situation
from nuotio.support.story import naming

NOBODY, RELEASED = "nobody", "best"


@dataclass(frozen=True)
class Desk:
    """A place of a proposal on the desk: who is there now, and who could be."""

    line: BatchLine
    lines: Sequence[BatchLine]
    situation: Situation
    options: Sequence[tuple[str, str]]

    @property
    def initial(self) -> dict[str, Any]:
        """What the form shows at first."""
        who = str(self.line.mentor_id) if self.line.mentor_id else NOBODY
        return {"request": self.line.request_id, "place": self.line.place, "mentor": who}

    @property
    def circle(self) -> str:
        """For whom it is."""
        return naming.circle(self.line.request)

    @property
    def title(self) -> str:
        """The first words of the wish."""
        return naming.title(self.line.request)

    @property
    def about(self) -> str:
        """Kinds, hours and time."""
        return proposal_pages.about(self.line.request)


def desk(
    lines: Sequence[BatchLine], situation: Situation, *, request: int, place: int
) -> Desk | None:
    """Return a place of a proposal with who could serve; None where it is not in it."""
    here = (one for one in lines if (one.request_id, one.place) == (request, place))
    line = next(here, None)
    return Desk(line, lines, situation, _options(situation, lines, line)) if line else None


def _options(
    situation: Situation, lines: Sequence[BatchLine], line: BatchLine
) -> Sequence[tuple[str, str]]:
    """Return who could serve, the best first, then nobody; not who is beside her by hand."""
    wish = situation.wish(line.request_id)
    beside = {
        one.mentor_id
        for one in lines
        if one.request_id == line.request_id and one.is_by_hand and one.pk != line.pk
    }
    options = [
        (
            str(one.mentor),
            _("%(name)s: fit %(fit)d of 100")
            % {"name": naming.person(situation.mentors[one.mentor]), "fit": round(one.score)},
        )
        for one in (proposing.able(situation.world, wish) if wish else [])
        if one.mentor not in beside
    ]
    options.append((NOBODY, _("Nobody for now")))
    if line.is_by_hand:
        options.append((RELEASED, _("Whoever suits the whole best")))
    return options


def change(told: Mapping[str, Any]) -> Change:
    """Return the change that a form tells of."""
    who = told["mentor"]
    mentor = int(who) if who not in (NOBODY, RELEASED) else None
    return Change(told["request"], told["place"], mentor, is_released=who == RELEASED)


@dataclass(frozen=True)
class Moved:
    """A request for which others are proposed than before."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What a change costs, how many are served with it, and what else it moves."""

    cost: str
    is_free: bool
    served: str
    moved: Sequence[Moved]


def preview(on: Desk, made: Change) -> Preview:
    """Return what a change by hand would mean, in words. CannotServe or NoTimeBeside."""
    found = proposals.replanned(on.situation, on.lines, made)
    return Preview(
        proposal_words.told(found.cost),
        found.cost.is_nothing,
        proposal_words.heading(found.now.served, len(found.situation.requests)),
        list(_moved(on, found.now.places, made)),
    )


def _moved(on: Desk, places: Sequence[Place], made: Change) -> Iterator[Moved]:
    before: dict[int, set[int | None]] = defaultdict(set)
    after: dict[int, set[int | None]] = defaultdict(set)
    for line in on.lines:
        before[line.request_id].add(line.mentor_id)
    for one in places:
        after[one.request].add(one.mentor)
    names = {line.request_id: naming.circle(line.request) for line in on.lines}
    people = {one.mentor_id: one.mentor for one in on.lines} | dict(on.situation.mentors)
    for key, name in names.items():
        if key != made.request and key in after and before[key] != after[key]:
            told = [
                naming.joined(
                    sorted(naming.person(people.get(who)) for who in whom if who is not None)
                )
                for whom in (before[key], after[key])
            ]
            yield Moved(name, told[0] or _("nobody"), told[1] or _("nobody"))
