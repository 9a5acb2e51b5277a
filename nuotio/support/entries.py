"""Meetings as a person's calendar shows them: in her language, with the way to the page."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from nuotio.notifications import links
from nuotio.people.models import Membership, User
from nuotio.programmes import other_entries
from nuotio.programmes.calendars import Entry
from nuotio.support.models import Meeting
from nuotio.support.queries import meetings as queries


@other_entries.tells
def entries_of(owner: User, at: datetime) -> Sequence[Entry]:
    """Tell a person's own calendar of the meetings of support that she gives or gets."""
    return [entry_of(*one) for one in queries.meetings_for(owner.pk, at=at)]


def path_of(meeting: Meeting, reader: Membership) -> str:
    """Return the path of the support that the meeting belongs to, as it is kept with notices."""
    return links.path_to(
        "support:engagement", organisation=reader.organisation.slug, pk=meeting.engagement_id
    )


def title_of(meeting: Meeting) -> str:
    """Return what the meeting is called where the team does not stand beside it."""
    team = meeting.engagement.request.team
    return f"{meeting.title}: {team}" if team else meeting.title


def entry_of(meeting: Meeting, reader: Membership, *, sequence: int | None = None) -> Entry:
    """Return the meeting for one reader's calendar; fetch `engagement__request` with it.

    `sequence` stands in place of the meeting's own count where calendars heard more than that.
    """
    language = reader.user.language
    page = links.absolute(path_of(meeting, reader), language)
    with translation.override(language):
        return Entry(
            uid=f"support-meeting-{meeting.pk}@{links.own_host()}",
            sequence=meeting.sequence if sequence is None else sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            title=title_of(meeting),
            place=meeting.place,
            link=meeting.link,
            description=_description(meeting, page),
            page=page,
            is_cancelled=meeting.cancelled_at is not None,
            changed_at=meeting.changed_at,
        )


def _description(meeting: Meeting, page: str) -> str:
    """Return how to get there; what is on the agenda is read on the page, not in calendars."""
    lines = [_("A learning mentor's support")]
    if meeting.link:
        lines.append(_("Video meeting: %(address)s") % {"address": iri_to_uri(meeting.link)})
    lines.append(_("Agenda and notes: %(address)s") % {"address": page})
    return "\n".join(lines)
