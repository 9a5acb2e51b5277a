from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nuotio.foundation.events import listens_to
from nuotio.notifications import kinds, links
from nuotio.notifications.events import MailFailed
from nuotio.notifications.handlers import readers
from nuotio.notifications.letters import Letter, Link, greeting_of, one_line
from nuotio.notifications.services import mails
from nuotio.notifications.services.notices import News
from nuotio.people import events as people
from nuotio.people.models import Invitation
from nuotio.people.models.invitation import VALID_FOR
from nuotio.people.queries import invitations

MAIL = "invitation"


@listens_to(people.InvitationSent)
def mail_invitation(event: people.InvitationSent) -> None:
    """Write to the invited person, once each time that the invitation is sent.

    An invitation that was withdrawn, used or sent anew in the meantime has no use for this mail.
    """
    at = timezone.now()
    invitation = _invitation(event.invitation_id)
    if invitation is None or invitation.times_sent != event.times_sent:
        return
    if not invitation.is_usable(at=at):
        return
    stamp = mails.Stamp(
        kind=MAIL,
        key=f"{MAIL}:{invitation.pk}:{event.times_sent}",
        organisation_id=invitation.organisation_id,
        reference=invitation.pk,
    )
    with translation.override(invitation.language):
        letter = _letter(invitation)
    mails.put_letter(letter, to=invitation.email, stamp=stamp, at=at)


def _letter(invitation: Invitation) -> Letter:
    name = {"organisation": one_line(invitation.organisation.name)}
    token = invitations.token_for(invitation)
    path = links.path_to("people:accept_invitation", token=token)
    paragraphs = [
        _("%(organisation)s invites you to take part in learning mentoring.") % name,
        _(
            "Nuotio is the place where people support one another's learning at work. "
            "You can look around in peace before you decide on anything."
        ),
        _("The link is only yours and works for %(days)s days.") % {"days": VALID_FOR.days},
    ]
    if invitation.invited_by is not None:
        inviter = one_line(invitation.invited_by.user.name)
        paragraphs.insert(1, _("The invitation was sent by %(name)s.") % {"name": inviter})
    return Letter(
        subject=_("Invitation to Nuotio"),
        language=invitation.language,
        greeting=greeting_of(invitation.name),
        paragraphs=paragraphs,
        action=Link(_("Accept the invitation"), links.absolute(path, invitation.language)),
        why=_(
            "You get this mail because %(organisation)s invited you. "
            "If it is not for you, you need do nothing."
        )
        % name,
    )


@listens_to(people.InvitationAccepted)
def tell_inviter_of_arrival(event: people.InvitationAccepted) -> None:
    """Tell the one who invited that the person has joined."""
    invitation = _invitation(event.invitation_id)
    joined = readers.member(event.membership_id)
    if invitation is None or joined is None or invitation.invited_by is None:
        return
    news = News(
        kinds.INVITATION_ACCEPTED,
        key=f"invitation_accepted:{invitation.pk}",
        path=readers.page_of(joined),
        about=joined,
    )
    readers.tell(invitation.invited_by, news)


@listens_to(MailFailed)
def tell_inviter_of_failure(event: MailFailed) -> None:
    """Tell the one who invited that the invitation did not arrive."""
    if event.kind != MAIL or event.reference is None or event.organisation_id is None:
        return
    invitation = _invitation(event.reference)
    if invitation is None or invitation.invited_by is None:
        return
    path = links.path_to(
        "people:invitation", organisation=invitation.organisation.slug, pk=invitation.pk
    )
    key = f"invitation_failed:{event.mail_id}"
    readers.tell(invitation.invited_by, News(kinds.INVITATION_FAILED, key=key, path=path))


def _invitation(pk: int) -> Invitation | None:
    return (
        Invitation.objects.select_related(
            "organisation", "invited_by__user", "invited_by__organisation"
        )
        .filter(pk=pk)
        .first()
    )
