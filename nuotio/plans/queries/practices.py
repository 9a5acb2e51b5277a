from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import steers
from nuotio.plans.models import Experiment, Measure, Plan, Practice, PublishedPractice
from nuotio.plans.queries import experiments
from nuotio.plans.rules import practices as rules

State = Practice.State
RELEASED = (State.ORGANISATION, State.NETWORK)
PEOPLE = ("written_by__user", "reviewed_by__user", "released_by__user", "published_by__user")
MENTORS = "experiment__plan__mentors__membership__user"
MOST_WORDS = 6
Card = TypeVar("Card", Practice, PublishedPractice)


@dataclass(frozen=True)
class Wanted:
    """What a list of practices is narrowed by; empty parts narrow nothing."""

    words: str = ""
    theme: str = ""
    outcome: str = ""


EVERYTHING = Wanted()


def practice_at(pk: int, *, viewer: Membership) -> Practice | None:
    """Return a practice with its experiment, plan and people; None where the viewer may not."""
    rows: QuerySet[Practice] = Practice.objects.filter(
        pk=pk, organisation_id=viewer.organisation_id
    )
    rows = rows.select_related("organisation", "experiment__plan", "experiment__goal", *PEOPLE)
    found = rows.prefetch_related(MENTORS).first()
    is_hers = found is not None and rules.can_see_practice(viewer, found)
    return found if is_hers else None


def practice_named(pk: int) -> Practice | None:
    """Return a practice of the open organisation, for telling of it."""
    rows: QuerySet[Practice] = Practice.objects.filter(pk=pk)
    rows = rows.select_related("experiment__plan")
    return rows.prefetch_related(MENTORS, f"{MENTORS[: -len('__user')]}__organisation").first()


def practices_of(viewer: Membership) -> QuerySet[Practice]:
    """Return every practice that the viewer may read, the newest change first."""
    rows: QuerySet[Practice] = Practice.objects.filter(organisation_id=viewer.organisation_id)
    if not (steers(viewer) or viewer.has_role(Role.MENTOR)):
        own = Plan.objects.filter(mentors__membership=viewer, mentors__left_at=None)
        rows = rows.filter(Q(state__in=RELEASED) | Q(experiment__plan__in=own))
    return rows.select_related("experiment__goal").order_by("-changed_at", "-pk")


def released(viewer: Membership, wanted: Wanted = EVERYTHING) -> QuerySet[Practice]:
    """Return the practices that the whole organisation reads, the newest release first."""
    rows = practices_of(viewer).filter(state__in=RELEASED).order_by("-released_at", "-pk")
    return narrowed(rows, wanted, theme="experiment__goal__theme")


def under_way(viewer: Membership) -> QuerySet[Practice]:
    """Return the cards that are still being written and that the viewer may read."""
    return practices_of(viewer).exclude(state__in=RELEASED)


def practice_of(experiment: Experiment) -> Practice | None:
    """Return the practice that was written from an experiment."""
    found: Practice | None = Practice.objects.filter(experiment_id=experiment.pk).first()
    return found


def experiment_to_write_up(pk: int, *, viewer: Membership) -> Experiment | None:
    """Return an experiment with all that a card begins from; None where the viewer may not."""
    found = experiments.experiment_at(pk, viewer=viewer)
    if found is not None:
        measures = Measure.objects.order_by("made_at", "pk")
        prefetch_related_objects([found], Prefetch("measures", measures))
    return found


def narrowed(rows: QuerySet[Card], wanted: Wanted, *, theme: str) -> QuerySet[Card]:
    """Return the cards that are looked for; `theme` is where such a row has its theme."""
    if wanted.theme:
        rows = rows.filter(**{theme: wanted.theme})
    if wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    for word in wanted.words.split()[:MOST_WORDS]:
        rows = rows.filter(_says(word))
    return rows


def _says(word: str) -> Q:
    """Match a word in name, need or how; SQLite folds only ASCII, so in every usual case."""
    found = Q()
    for form in {word, word.lower(), word.capitalize(), word.upper()}:
        found |= Q(name__icontains=form) | Q(need__icontains=form) | Q(how__icontains=form)
    return found
