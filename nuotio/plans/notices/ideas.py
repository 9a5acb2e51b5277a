"""Ideas: mentors hear of new ones, and who proposed or joined one hears what became of it."""

from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import Kind, Params, Telling, add
from nuotio.people.models import Role
from nuotio.plans.models import Idea


def _idea_proposed(params: Params) -> Telling:
    return Telling(
        _("A new idea: %(idea)s") % params,
        str(_("See who would be in. You can pick it up into one of your plans.")),
    )


def _idea_answered(params: Params) -> Telling:
    if params["state"] == Idea.State.PICKED:
        return Telling(
            _("An idea was picked up: %(idea)s") % params,
            str(_("A learning mentor plans an experiment of it.")),
        )
    return Telling(
        _("An idea was set aside: %(idea)s") % params, str(_("The reason stands on its page."))
    )


IDEA_PROPOSED = add(
    Kind(
        code="idea_proposed",
        name=_("New ideas"),
        when=_("A colleague proposes something that your work community could try."),
        subject=_("A colleague has proposed an idea"),
        action=_("See the idea"),
        tell=_idea_proposed,
        roles=frozenset({Role.MENTOR.value}),
    )
)
IDEA_ANSWERED = add(
    Kind(
        code="idea_answered",
        name=_("What became of an idea"),
        when=_("An idea that you proposed or joined is picked up or set aside."),
        subject=_("There is news of an idea"),
        action=_("See the idea"),
        tell=_idea_answered,
    )
)
