"""Events as a person's calendar shows them: in her language, with the way to the page."""

from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from nuotio.notifications import links
from nuotio.people.models import Membership
from nuotio.programmes import places
from nuotio.programmes.calendars import Entry
from nuotio.programmes.models import Event


def entry_of(event: Event, reader: Membership, *, sequence: int | None = None) -> Entry:
    """Return the event for one reader's calendar; fetch `programme` with it.

    `sequence` stands in place of the event's own count where calendars heard more than that.
    """
    language = reader.user.language
    path = places.inside("event", reader.organisation.slug, event.programme_id, pk=event.pk)
    page = links.absolute(path, language)
    with translation.override(language):
        return Entry(
            uid=f"event-{event.pk}@{links.own_host()}",
            sequence=event.sequence if sequence is None else sequence,
            starts_at=event.starts_at,
            ends_at=max(event.starts_at, event.ends_at),
            title=event.name,
            place=event.place,
            link=event.link,
            description=_description(event, page),
            page=page,
            is_cancelled=event.cancelled_at is not None,
            changed_at=event.changed_at,
        )


def _description(event: Event, page: str) -> str:
    lines = [event.programme.name]
    if event.link:
        lines.append(_("Video meeting: %(address)s") % {"address": iri_to_uri(event.link)})
    lines.append(_("Agenda and sign-up: %(address)s") % {"address": page})
    return "\n".join(lines)
