"""The one next step on the page of a request, for whoever looks. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.rules import mentors as mentor_rules
from nuotio.support.rules import requests as rules
from nuotio.support.story import naming
from nuotio.support.story.invitation_story import open_until
from nuotio.support.story.request_story import is_late, knows_mentors
from nuotio.ui import filters

State, Asked = SupportRequest.State, SupportInvitation.State
SUGGESTIONS, INVITATIONS, ENGAGEMENT = "#suggestions", "#invitations", "#engagement"


@dataclass(frozen=True)
class Step:
    """A title, a sentence, and perhaps a way on: `door` is a page's name or a place on this one."""

    title: str
    text: str = ""
    label: str = ""
    door: str = ""
    key: int | None = None  # which row the door names, where it is not the request itself

    @property
    def is_here(self) -> bool:
        """Whether it leads to a place on the same page."""
        return self.door.startswith("#")


@dataclass(frozen=True)
class Looking:
    """A request as somebody sees it on a day."""

    request: SupportRequest
    viewer: Membership
    day: date

    @property
    def held(self) -> list[SupportInvitation]:
        """The invitations that hold a mentor's time."""
        rows = self.request.invitations.all()
        return [one for one in rows if one.state in one.HOLDING and one.ended_at is None]

    @property
    def own(self) -> SupportInvitation | None:
        """The viewer's own among them."""
        return next((one for one in self.held if one.mentor_id == self.viewer.pk), None)

    def names(self, state: str) -> str:
        """Return the mentors whose invitation is in a state, as a sentence counts them."""
        return naming.joined([naming.person(one.mentor) for one in self.held if one.state == state])

    @property
    def open_until(self) -> str:
        """The day until which a suggested time can be agreed to, the first of them."""
        rows = [one for one in self.held if one.state == Asked.SUGGESTED]
        return open_until(min(rows, key=lambda one: one.answer_by))

    @property
    def has_passed(self) -> bool:
        """Whether the time that was named has passed."""
        return self.request.last_day < self.day

    @property
    def lacks_one(self) -> bool:
        """Whether fewer mentors are asked or have promised than are needed."""
        return len(self.held) < self.request.mentors_needed

    @property
    def told(self) -> dict[str, str]:
        """What the sentences name: the promised day, and who takes care of the request."""
        carer = self.request.in_care_of
        here = carer is not None and carer.is_open
        return {
            "day": filters.date(self.request.answer_by, "weekday"),
            "who": naming.person(carer) if here else _("HR and the coordinators"),
        }


def step_for(request: SupportRequest, *, viewer: Membership, day: date) -> Step:
    """Return what is next for the viewer, in words; prefetch the invitations with their mentors."""
    looking = Looking(request, viewer, day)
    if request.is_over:
        return _over(looking)
    if rules.is_asker(viewer, request):
        return _for_asker(looking)
    if looking.own is not None:
        return _for_mentor(looking, looking.own)
    if request.is_live:
        return _live(looking)
    return _for_carers(looking) if steers(viewer) else _for_others(looking)


def _for_others(looking: Looking) -> Step:
    if mentor_rules.can_take(looking.viewer, looking.request):
        return Step(
            _("Could you help this team?"),
            _("You can take it yourself. Your working time is checked before you promise."),
            _("See what it would take"),
            "support:request_take",
        )
    return Step(_("It waits for a mentor"), _("Nothing is asked of you."))


def _for_asker(looking: Looking) -> Step:
    if looking.request.state == State.DRAFT:
        return Step(
            _("Send it when it is ready"),
            _("Nothing happens before you send it."),
            _("Go on writing"),
            "support:request_edit",
        )
    if looking.request.is_live:
        return _live(looking)
    if names := looking.names(Asked.SUGGESTED):
        return Step(
            _("%(names)s: another time was suggested") % {"names": names},
            _("Look whether it would suit you. You can agree until %(day)s.")
            % {"day": looking.open_until},
            _("See the suggestion"),
            INVITATIONS,
        )
    if looking.names(Asked.INVITED):
        return _asked(looking)
    return _waiting(looking)


def _asked(looking: Looking) -> Step:
    title = _("%(names)s: asked, no answer yet") % {"names": looking.names(Asked.INVITED)}
    if is_late(looking.request, looking.day):
        text = _("The promised day, %(day)s, has passed. In the care of: %(who)s.")
        return Step(title, text % looking.told)
    if looking.lacks_one and not looking.has_passed:
        return Step(title, _("One more mentor is needed."), _("See who would suit"), SUGGESTIONS)
    return Step(title, _("You hear as soon as there is an answer. You need not do anything now."))


def _waiting(looking: Looking) -> Step:
    if looking.has_passed:
        return Step(
            _("The time that you named has passed"),
            _("Choose new weeks: then mentors can be asked again. Or take the request back."),
            _("Choose another time"),
            "support:request_edit",
        )
    if is_late(looking.request, looking.day):
        return Step(
            _("Your answer is late"),
            _(
                "It was promised by %(day)s. We are sorry that you wait. The request is in the care"
                " of: %(who)s. They are reminded until you have an answer."
            )
            % looking.told,
            _("See who would suit"),
            SUGGESTIONS,
        )
    title = _("You will have an answer by %(day)s")
    if looking.names(Asked.ACCEPTED):
        title = _("One mentor has promised, another is looked for")
    return Step(
        title % looking.told,
        _("In the care of: %(who)s. If you like, you can ask a mentor yourself.") % looking.told,
        _("See who would suit"),
        SUGGESTIONS,
    )


def _for_mentor(looking: Looking, own: SupportInvitation) -> Step:
    if own.state == Asked.INVITED:
        return Step(
            _("Could you help?"),
            _("Please answer by %(day)s. “Not this time” is a good answer, too.")
            % {"day": filters.date(own.answer_by, "weekday")},
            _("Give your answer"),
            "support:invitation",
            own.pk,
        )
    if own.state == Asked.SUGGESTED:
        text = _("Now the team looks whether it suits them. It can agree until %(day)s.")
        return Step(_("You suggested another time"), text % {"day": open_until(own)})
    if looking.request.state == State.OPEN:
        return Step(
            _("You have promised, another mentor is looked for"),
            _("You hear when there are two of you."),
        )
    return _live(looking)


def _live(looking: Looking) -> Step:
    is_near = knows_mentors(looking.viewer, looking.request)
    names = looking.names(Asked.ACCEPTED) if is_near else ""
    door = (_("See the meetings"), ENGAGEMENT) if is_near else ()
    if looking.request.state == State.UNDER_WAY:
        title = _("The support is under way: %(names)s") if names else _("The support is under way")
        return Step(title % {"names": names}, "", *door)
    title = _("Agreed with: %(names)s") if names else _("A mentor has been found")
    text = _("Next comes the first meeting.") if is_near else ""
    if looking.own is not None:
        return Step(
            _("Set the first meeting"),
            _("The team waits for a time and a place."),
            _("To the meetings"),
            ENGAGEMENT,
        )
    return Step(title % {"names": names}, text, *door)


def _for_carers(looking: Looking) -> Step:
    if names := looking.names(Asked.INVITED):
        return Step(
            _("%(names)s: asked, no answer yet") % {"names": names},
            _("An answer was promised to the team by %(day)s.") % looking.told,
        )
    late = is_late(looking.request, looking.day)
    title = _("Late: an answer was promised by %(day)s") if late else _("Answer by %(day)s")
    return Step(
        title % looking.told,
        _("Ask a mentor, hand the request on, or answer that it cannot be done now."),
        _("See who would suit"),
        SUGGESTIONS,
    )


def _over(looking: Looking) -> Step:
    titles = {
        State.DONE.value: _("The support has ended"),
        State.DECLINED.value: pgettext("support request", "Not now"),
        State.WITHDRAWN.value: _("The request was taken back"),
    }
    title = titles[looking.request.state]
    if not rules.is_asker(looking.viewer, looking.request):
        return Step(title)
    text = _("You can ask again when it suits you. Your words are filled in already.")
    return Step(title, text, _("Ask again"), "support:request_add")
