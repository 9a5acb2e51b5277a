from nuotio.foundation.events import listens_to
from nuotio.notifications import kinds, links
from nuotio.notifications.events import MailFailed
from nuotio.notifications.handlers import readers
from nuotio.notifications.services.notices import News
from nuotio.people import events as people
from nuotio.people.models import Invitation


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
    if event.kind != "invitation" or event.reference is None or event.organisation_id is None:
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
