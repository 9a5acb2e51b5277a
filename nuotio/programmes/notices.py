"""The kinds of notices of this room: who chooses about them, and in which words they are told."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nuotio.notifications.kinds import STEERING, Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.people.models import Role
from nuotio.ui import filters

MENTORS = frozenset({Role.MENTOR.value})
SEATED = frozenset({Role.MENTOR.value, Role.MANAGEMENT.value, Role.TRAINER.value, *STEERING})
MAIL_OR_NOTHING = (Channel.AT_ONCE, Channel.NEVER)


def _when(params: Params) -> str:
    """Say a kept moment as day and time; the day alone where only the day matters."""
    at = datetime.fromisoformat(params["at"])
    day = filters.date(at, "weekday")
    return _("%(day)s at %(time)s") % {"day": day, "time": filters.time(at)}


def _programme_invited(params: Params) -> Telling:
    return Telling(
        _("%(provider)s invites your organisation to a programme: %(programme)s") % params,
        str(_("Look at the dates and answer for your organisation. A no is an answer too.")),
    )


def _participation_answered(params: Params) -> Telling:
    titles = {
        "accepted": _("%(organisation)s takes part in the programme %(programme)s"),
        "declined": _("%(organisation)s does not join the programme %(programme)s"),
        "left": _("%(organisation)s has left the programme %(programme)s"),
    }
    texts = {
        "accepted": _("Its people and its own meetings are in the programme now."),
        "declined": _("You can invite it again later."),
        "left": _("The programme goes on for the others."),
    }
    state = params["state"]
    return Telling(titles[state] % params, str(texts[state]))


def _application_made(params: Params) -> Telling:
    return Telling(
        _("%(name)s would like to be a learning mentor") % params,
        str(_("Read why, and answer soon.")),
    )


def _application_answered(params: Params) -> Telling:
    if params["is_accepted"]:
        return Telling(
            _("You have a place in the programme %(programme)s") % params,
            str(_("Welcome as a learning mentor. The programme shows what comes first.")),
        )
    return Telling(
        _("Your application to the programme %(programme)s has been answered") % params,
        str(_("There is no place for you this time. HR tells more in the answer.")),
    )


def _seat_taken(params: Params) -> Telling:
    return Telling(
        _("You have a place in the programme %(programme)s") % params,
        _("You take part as: %(role)s. From your own page you get the dates into your calendar.")
        % params,
    )


def _pair_made(params: Params) -> Telling:
    title = _("You and %(name)s are a mentor pair")
    if params["others"]:
        title = _("You, %(name)s and %(others)s more go through the programme together")
    return Telling(title % params, str(_("Agree on a first talk. Half an hour is enough.")))


def _dates_moved(params: Params) -> Telling:
    change, others = params["change"], params["others"]
    calendar = str(_("Your calendar follows, if you take the dates from here."))
    if others:
        titles = {
            "off": ngettext(
                "%(what)s and %(others)d other date are called off",
                "%(what)s and %(others)d other dates are called off",
                others,
            ),
            "moved": ngettext(
                "%(what)s and %(others)d other date have moved",
                "%(what)s and %(others)d other dates have moved",
                others,
            ),
        }
        return Telling(titles[change] % params, calendar)
    told = {**params, "when": _when(params)}
    alone = {
        "off": (_("%(what)s is called off"), calendar),
        "moved": (_("%(what)s has a new time: %(when)s"), calendar),
        "due": (_("%(what)s has a new due date: %(when)s"), ""),
        "new": (_("New in your programme: %(what)s, %(when)s"), calendar),
    }
    title, text = alone[change]
    return Telling(title % told, text)


def _event_for_calendar(params: Params) -> Telling:
    return Telling(_("%(what)s: %(when)s") % {**params, "when": _when(params)})


def _submission_given(params: Params) -> Telling:
    title = _("%(organisation)s: %(what)s has been given in")
    if params["is_ours"]:
        title = _("%(name)s has given in: %(what)s")
    return Telling(title % params, str(_("A few words from you are enough to help on.")))


def _feedback_given(params: Params) -> Telling:
    return Telling(
        _("You have feedback: %(what)s") % params,
        str(_("Read it in peace. You can go on with your answer, if you like.")),
    )


def _event_reminder(params: Params) -> Telling:
    where = params["place"]
    parts = [
        _("Place: %(place)s.") % {"place": where} if where else "",
        "" if params["has_answered"] else _("Say on its page whether you come."),
    ]
    title = _("%(what)s: %(when)s") % {**params, "when": _when(params)}
    return Telling(title, " ".join(str(part) for part in parts if part))


def _assignment_reminder(params: Params) -> Telling:
    return Telling(
        _("%(what)s is due %(when)s") % {**params, "when": _when(params)},
        str(
            _(
                "A little is enough to begin with, and your draft is kept. If this is not the"
                " moment, tell your HR or your trainer."
            )
        ),
    )


def _support_overdue(params: Params) -> Telling:
    return Telling(
        _("Support that was promised still waits: %(what)s") % params,
        str(_("The agreed day has passed. Ask how it goes, or agree on another day.")),
    )


def _record_waits(params: Params) -> Telling:
    return Telling(
        _("The record waits for your signature: %(what)s") % params,
        str(_("Read it through and sign it. Two signatures decide its goals.")),
    )


PROGRAMME_INVITED = add(
    Kind(
        code="programme_invited",
        name=_("Invitations to a programme"),
        when=_("Your organisation is invited to a programme."),
        subject=_("Your organisation is invited to a programme"),
        action=_("Answer the invitation"),
        tell=_programme_invited,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
PARTICIPATION_ANSWERED = add(
    Kind(
        code="participation_answered",
        name=_("Answers of organisations"),
        when=_("An organisation joins a programme of yours, declines it or leaves it."),
        subject=_("An organisation has answered about your programme"),
        action=_("See who takes part"),
        tell=_participation_answered,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.COORDINATOR.value}),
        is_for_providers=True,
    )
)
APPLICATION_MADE = add(
    Kind(
        code="application_made",
        name=_("People who would like to be learning mentors"),
        when=_("Somebody in your organisation applies to a programme."),
        subject=_("Somebody would like to be a learning mentor"),
        action=_("Read the application"),
        tell=_application_made,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
APPLICATION_ANSWERED = add(
    Kind(
        code="application_answered",
        name=_("An answer to your application"),
        when=_("HR answers your application to be a learning mentor."),
        subject=_("Your application has been answered"),
        action=_("Read the answer"),
        tell=_application_answered,
        default=Channel.AT_ONCE,
    )
)
SEAT_TAKEN = add(
    Kind(
        code="programme_seat",
        name=_("A place in a programme"),
        when=_("You get a place in a programme."),
        subject=_("You have a place in a programme"),
        action=_("See the programme"),
        tell=_seat_taken,
        default=Channel.AT_ONCE,
        roles=SEATED,
    )
)
PAIR_MADE = add(
    Kind(
        code="pair_made",
        name=_("Your mentor pair"),
        when=_("HR finds you a mentor pair."),
        subject=_("You have a mentor pair"),
        action=_("See the programme"),
        tell=_pair_made,
        default=Channel.AT_ONCE,
        roles=MENTORS,
    )
)
DATES_MOVED = add(
    Kind(
        code="dates_moved",
        name=_("Dates that move"),
        when=_("A date of your programme moves, is added or is called off."),
        subject=_("Dates have changed in your programme"),
        action=_("See the dates"),
        tell=_dates_moved,
        default=Channel.AT_ONCE,
        roles=SEATED,
    )
)
EVENT_FOR_CALENDAR = add(
    Kind(
        code="event_for_calendar",
        name=_("Events for your calendar"),
        when=_("You say that you come to an event. Not sent when your calendar follows by itself."),
        subject=_("An event for your calendar"),
        action=_("See the event"),
        tell=_event_for_calendar,
        default=Channel.AT_ONCE,
        channels=MAIL_OR_NOTHING,
        roles=SEATED,
    )
)
SUBMISSION_GIVEN = add(
    Kind(
        code="submission_given",
        name=_("Assignments to read"),
        when=_("Somebody gives in an assignment that waits for your feedback."),
        subject=_("An assignment has been given in"),
        action=_("Read it and give feedback"),
        tell=_submission_given,
        roles=frozenset({Role.TRAINER.value, *STEERING}),
    )
)
FEEDBACK_GIVEN = add(
    Kind(
        code="feedback_given",
        name=_("Feedback for you"),
        when=_("A trainer or HR gives feedback on your assignment."),
        subject=_("You have feedback on an assignment"),
        action=_("Read the feedback"),
        tell=_feedback_given,
        default=Channel.AT_ONCE,
        roles=SEATED,
    )
)
EVENT_REMINDER = add(
    Kind(
        code="event_reminder",
        name=_("Reminders of events"),
        when=_("An event of your programme is three days away."),
        subject=_("An event is near"),
        action=_("See the event"),
        tell=_event_reminder,
        default=Channel.AT_ONCE,
        roles=SEATED,
    )
)
ASSIGNMENT_REMINDER = add(
    Kind(
        code="assignment_reminder",
        name=_("Reminders of assignments"),
        when=_("An assignment that you have not given in is due in three days."),
        subject=_("An assignment is due soon"),
        action=_("Open the assignment"),
        tell=_assignment_reminder,
        default=Channel.AT_ONCE,
        roles=SEATED,
    )
)
SUPPORT_OVERDUE = add(
    Kind(
        code="support_overdue",
        name=_("Promised support that waits"),
        when=_("The day of support that was promised in a meeting has passed."),
        subject=_("Promised support still waits"),
        action=_("See what was agreed"),
        tell=_support_overdue,
        roles=STEERING,
    )
)
RECORD_WAITS = add(
    Kind(
        code="record_waits",
        name=_("Records of HR days that wait for your signature"),
        when=_("A live room of an HR day closes, and its record lacks your side's signature."),
        subject=_("The record of an HR day waits for your signature"),
        action=_("Read the record"),
        tell=_record_waits,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MANAGEMENT.value, *STEERING}),
    )
)
