from collections.abc import Callable
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nuotio.foundation import tenancy
from nuotio.foundation.events import listens_to
from nuotio.notifications import kinds, links, queries
from nuotio.notifications.letters import Letter, greeting_of, one_line
from nuotio.notifications.services import mails, notices
from nuotio.notifications.services.notices import News
from nuotio.people import events as people
from nuotio.people.models import JoinRequest


@listens_to(people.OrganisationAsked)
def tell_provider_coordinators(event: people.OrganisationAsked) -> None:
    """Tell those who let organisations in, each in their own organisation."""
    asked = JoinRequest.objects.filter(pk=event.join_request_id).first()
    if asked is None:
        return
    for coordinator in queries.provider_coordinators():
        path = links.path_to(
            "people:join_request", organisation=coordinator.organisation.slug, pk=asked.pk
        )
        news = News(
            kinds.ORGANISATION_ASKED,
            key=_key(asked.pk),
            path=path,
            params={"organisation": one_line(asked.organisation_name)},
        )
        with tenancy.inside(coordinator.organisation_id):
            notices.notify(coordinator, news, at=timezone.now())


@listens_to(people.OrganisationAccepted)
def tell_contact_of_welcome(event: people.OrganisationAccepted) -> None:
    """Write to the contact person that the organisation is in."""

    def letter(asked: JoinRequest) -> Letter:
        name = {"organisation": one_line(asked.organisation_name)}
        return Letter(
            subject=_("Your organisation can begin in Nuotio"),
            language=asked.language,
            greeting=greeting_of(asked.contact_name),
            paragraphs=[
                _("%(organisation)s now has its own place in Nuotio.") % name,
                _("You get an invitation in another mail. With it you can sign in and begin."),
            ],
            why=_why_contact(name),
        )

    _write_to_contact(event.join_request_id, "organisation_accepted", letter, at=timezone.now())
    _settle(event.join_request_id)


@listens_to(people.OrganisationDeclined)
def tell_contact_of_refusal(event: people.OrganisationDeclined) -> None:
    """Write to the contact person that the answer is no, with the coordinator's words."""

    def letter(asked: JoinRequest) -> Letter:
        name = {"organisation": one_line(asked.organisation_name)}
        said = [part.strip() for part in asked.answer.splitlines() if part.strip()]
        return Letter(
            subject=_("An answer to your request to join Nuotio"),
            language=asked.language,
            greeting=greeting_of(asked.contact_name),
            paragraphs=[
                _("%(organisation)s cannot join Nuotio for now.") % name,
                *([_("The programme coordinator writes:"), *said] if said else []),
                _("Thank you for your interest. You are welcome to ask again later."),
            ],
            why=_why_contact(name),
        )

    _write_to_contact(event.join_request_id, "organisation_declined", letter, at=timezone.now())
    _settle(event.join_request_id)


def _key(join_request_id: int) -> str:
    return f"organisation_asked:{join_request_id}"


def _settle(join_request_id: int) -> None:
    """Ask no coordinator any more about a request that one of them has answered."""
    for coordinator in queries.provider_coordinators():
        with tenancy.inside(coordinator.organisation_id):
            notices.settle(
                kinds.ORGANISATION_ASKED,
                at=timezone.now(),
                recipient=coordinator,
                dedupe_key=_key(join_request_id),
            )


def _why_contact(name: dict[str, str]) -> str:
    return _("You get this mail because you asked for %(organisation)s to join.") % name


def _write_to_contact(
    join_request_id: int, kind: str, write: Callable[[JoinRequest], Letter], *, at: datetime
) -> None:
    asked = JoinRequest.objects.filter(pk=join_request_id).first()
    if asked is None:
        return
    with translation.override(asked.language):
        letter = write(asked)
    stamp = mails.Stamp(
        kind=kind,
        key=f"{kind}:{asked.pk}",
        organisation_id=asked.organisation_id,
        reference=asked.pk,
    )
    mails.put_letter(letter, to=asked.contact_email, stamp=stamp, at=at)
