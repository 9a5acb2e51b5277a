"""Whom the listeners tell, and where it leads."""

from django.utils import timezone

from nuotio.notifications import links
from nuotio.notifications.services import notices
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership


def tell(reader: Membership, news: News) -> None:
    """Tell a member who still belongs to the organisation."""
    if reader.is_open:
        notices.notify(reader, news, at=timezone.now())


def member(pk: int) -> Membership | None:
    """Return a member of the open organisation with what telling needs."""
    return Membership.objects.select_related("user", "organisation").filter(pk=pk).first()


def page_of(member: Membership) -> str:
    """Return the path of the member's page."""
    return links.path_to("people:member", organisation=member.organisation.slug, pk=member.pk)
