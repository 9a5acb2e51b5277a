"""How an organisation gets on in a programme, and where it may need support. Pure.

What is late is a place for help: it is said in words, never as a mark, and nobody is ranked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PATIENCE = timedelta(days=14)  # how long an invitation may wait before somebody asks


@dataclass(frozen=True)
class Task:
    """One assignment that is due: how many were to answer, and how many have given in."""

    name: str
    expected: int
    given: int


@dataclass(frozen=True)
class Progress:
    """What a programme's coordinator may know of an organisation: counts, never words."""

    organisation_id: int
    name: str
    state: str
    invited_at: datetime
    contacts: int = 0
    sponsors: int = 0
    mentors: int = 0
    without_pair: int = 0
    last_event: str = ""
    came: int = 0
    expected: int = 0
    tasks: tuple[Task, ...] = ()
    waiting: int = 0  # answers that wait for a trainer's feedback, due or not

    @property
    def given(self) -> int:
        """How many answers to due assignments have been given in."""
        return sum(task.given for task in self.tasks)

    @property
    def due(self) -> int:
        """How many answers were due by now."""
        return sum(task.expected for task in self.tasks)


def needs_of(progress: Progress, *, at: datetime) -> list[str]:
    """Return what the organisation may need help with, in words, the first thing first."""
    if progress.state == "invited":
        return _slow_answer(progress, at)
    if progress.state != "accepted":
        return []
    return [*_people(progress), *_presence(progress), *_answers(progress)]


def _slow_answer(progress: Progress, at: datetime) -> list[str]:
    if at - progress.invited_at < PATIENCE:
        return []
    return [_("The invitation has waited for two weeks. Give them a call.")]


def _people(progress: Progress) -> list[str]:
    needs = []
    if not progress.contacts:
        needs.append(_("Nobody is named as the HR contact."))
    if not progress.sponsors:
        needs.append(_("Nobody speaks for management yet."))
    if not progress.mentors:
        needs.append(_("There are no mentors yet."))
    if progress.without_pair > 1:
        needs.append(_("%(count)s mentors have no pair.") % {"count": progress.without_pair})
    return needs


def _presence(progress: Progress) -> list[str]:
    away = progress.expected - progress.came
    if not progress.expected or 2 * away < progress.expected:
        return []
    words = ngettext(
        "One was away from the last session: %(event)s",
        "%(count)s were away from the last session: %(event)s",
        away,
    )
    return [words % {"count": away, "event": progress.last_event}]


def _answers(progress: Progress) -> list[str]:
    return [
        ngettext(
            "One answer is still missing: %(task)s",
            "%(count)s answers are still missing: %(task)s",
            task.expected - task.given,
        )
        % {"count": task.expected - task.given, "task": task.name}
        for task in progress.tasks
        if task.given < task.expected
    ]


def headline(found: list[Progress], *, at: datetime) -> str:
    """Say in one sentence how the programme gets on."""
    helped = sum(bool(needs_of(progress, at=at)) for progress in found)
    if not found:
        return _("No organisation has been invited yet.")
    if not helped:
        return _("All organisations are on their way, and nobody needs you right now.")
    return ngettext(
        "One organisation may need your support.",
        "%(count)s organisations may need your support.",
        helped,
    ) % {"count": helped}
