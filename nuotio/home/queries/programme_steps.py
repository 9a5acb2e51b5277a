"""What the programmes ask of a member, as steps. Pure."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.programmes import NextEvent
from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.ui import filters

SOON = timedelta(days=21)  # from then on an event asks whether one comes


def answer_invitation(now: Situation) -> Step | None:
    """Ask HR to answer the invitation into a programme."""
    waiting = now.ahead.invitations
    if not waiting.count:
        return None
    return Step(
        _("An invitation waits for your answer"),
        _("Your organisation is invited to a programme"),
        _("Look at the dates and name your contact person."),
        _("Read and answer"),
        address(now, "programmes:programme_answer", waiting.programme_id),
    )


def answer_applications(now: Situation) -> Step | None:
    """Ask HR to answer those who would like to be mentors."""
    waiting = now.ahead.applications
    if not waiting.count:
        return None
    return Step(
        _("Somebody would like to join in"),
        ngettext(
            "One colleague would like to be a learning mentor",
            "%(count)s colleagues would like to be learning mentors",
            waiting.count,
        )
        % {"count": waiting.count},
        _("Read what moves them, and answer."),
        _("Read the applications"),
        address(now, "programmes:applications", waiting.programme_id),
    )


def sign_record(now: Situation) -> Step | None:
    """Ask HR or management for the signature that the record of an HR day lacks."""
    waiting = now.ahead.records
    if not waiting.count:
        return None
    return Step(
        _("Two signatures decide"),
        ngettext(
            "The record of an HR day waits for your signature",
            "%(count)s records of HR days wait for your signature",
            waiting.count,
        )
        % {"count": waiting.count},
        _("Read it through and sign it. The same signature goes to the goals in it."),
        _("Read and sign"),
        address(now, "programmes:live_record", waiting.programme_id, waiting.pk),
    )


def go_on_with_answer(now: Situation) -> Step | None:
    """Lead back to an answer that got feedback to go on with."""
    task = now.ahead.assignment
    if task is None or task.my_state != "returned":
        return None
    return Step(
        _("You have feedback"),
        _("Go on with %(assignment)s") % {"assignment": task.name},
        _("Read the feedback and go on from there. What you wrote is kept."),
        _("Read the feedback"),
        address(now, "programmes:assignment", task.programme_id, task.pk),
    )


def sign_up(now: Situation) -> Step | None:
    """Ask whether the member comes to the next event."""
    event = now.ahead.next_event
    if event is None or now.actor.organisation.is_provider or event.my_answer:
        return None
    if event.starts_at - now.at > SOON:
        return None
    return Step(
        when(event),
        event.name,
        _("Tell whether you are coming. One press is enough."),
        _("Tell whether you come"),
        address(now, "programmes:event", event.programme_id, event.pk),
    )


def answer_assignment(now: Situation) -> Step | None:
    """Lead to the assignment that is given out and not given in."""
    task = now.ahead.assignment
    if task is None or task.my_state:
        return None
    late = task.due_at < now.at
    return Step(
        _("Due %(day)s") % {"day": filters.date(task.due_at, "weekday")},
        task.name,
        _("It is not too late. A few lines are a good start, and help is near.")
        if late
        else _("A few lines at a time are enough. Drafts are kept."),
        _("Go on writing"),
        address(now, "programmes:assignment", task.programme_id, task.pk),
    )


def read_answers(now: Situation) -> Step | None:
    """Lead a trainer to the answers that wait for feedback."""
    waiting = now.ahead.to_read
    if not waiting.count:
        return None
    return Step(
        _("They wait for your feedback"),
        ngettext(
            "One answer waits for feedback",
            "%(count)s answers wait for feedback",
            waiting.count,
        )
        % {"count": waiting.count},
        _("A few words that carry on are worth more than a long review."),
        _("Read the answers"),
        address(now, "programmes:assignments", waiting.programme_id),
    )


def give_support(now: Situation) -> Step | None:
    """Lead a coordinator to the organisations that may need support."""
    waiting = now.ahead.helped
    if not waiting.count:
        return None
    return Step(
        _("Give them a call"),
        ngettext(
            "One organisation may need your support",
            "%(count)s organisations may need your support",
            waiting.count,
        )
        % {"count": waiting.count},
        _("You see what is missing, and can ask how you can help."),
        _("See how it goes"),
        address(now, "programmes:progress", waiting.programme_id),
    )


def answer_call(now: Situation) -> Step | None:
    """Tell an employee that mentors are called for."""
    if not now.ahead.call or now.actor.organisation.is_provider:
        return None
    return Step(
        _("Mentors are called for"),
        _("Would you like to join the training for learning mentors?"),
        _("It is voluntary and done in working time. Your motivation matters, not your title."),
        _("Read what it means"),
        address(now, "programmes:call", now.ahead.call),
    )


def look_ahead(now: Situation) -> Step | None:
    """Show the next event, where nothing else is asked."""
    event = now.ahead.next_event
    if event is None:
        return None
    return Step(
        when(event),
        event.name,
        _("The agenda and the materials are on its page."),
        _("See the event"),
        address(now, "programmes:event", event.programme_id, event.pk),
    )


def when(event: NextEvent) -> str:
    """Return day and time of an event in a few words."""
    return _("%(day)s at %(time)s") % {
        "day": filters.date(event.starts_at, "weekday"),
        "time": filters.time(event.starts_at),
    }
