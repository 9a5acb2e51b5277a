"""Meetings brought to those who take part: told, and put into their calendars."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.notifications import queries as people_told
from nuotio.notifications.models import Channel
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership
from nuotio.programmes.calendars import Entry
from nuotio.programmes.queries import readers
from nuotio.programmes.services import entry_mails
from nuotio.programmes.services.entry_mails import Errand
from nuotio.support import entries
from nuotio.support.models import Meeting
from nuotio.support.notices import engagements as notices


def bring(meeting: Meeting, reader: Membership, *, at: datetime, is_own: bool = False) -> None:
    """Tell a reader of a meeting as it is now, and let her calendar follow.

    The mail of the notice brings the calendar part along; where none is sent at once, or what
    she did is her own (`is_own`), the part comes by a mail of its own.
    """
    entry = _entry(meeting, reader)
    part = entry_mails.part_of(entry, reader) if _is_mailed(meeting, reader) else None
    is_along = not is_own and _is_told_at_once(reader)
    if not is_own:
        news = News(
            notices.MEETING,
            key=f"support_meeting:{meeting.pk}:{entry.sequence}",
            path=entries.path_of(meeting, reader),
            params=_params(meeting),
            calendar=part,
        )
        telling.notify(reader, news, at=at)
    if part is not None and not is_along:
        entry_mails.send(_errand(meeting, reader, is_off=_is_off(meeting)), part, at=at)


def take_out(meeting: Meeting, reader: Membership, *, at: datetime) -> None:
    """Take a meeting out of the calendar of one who no longer takes part; it may go on."""
    if not _is_mailed(meeting, reader):
        return
    part = entry_mails.part_of(_entry(meeting, reader), reader, is_off=True)
    if part is not None:
        entry_mails.send(_errand(meeting, reader, is_off=True), part, at=at)


def _is_mailed(meeting: Meeting, reader: Membership) -> bool:
    """Say whether the reader's calendar is fed by mails: it follows from no feed, and she wants."""
    since = readers.users_with_feed([reader.user_id]).get(reader.user_id)
    follows = since is not None and since <= max(meeting.made_at, _joined_at(meeting, reader))
    return not follows and entry_mails.are_wanted_by(reader, notices.MEETING_FOR_CALENDAR)


def _is_told_at_once(reader: Membership) -> bool:
    return people_told.channel_for(reader.user_id, notices.MEETING) == Channel.AT_ONCE


def _is_off(meeting: Meeting) -> bool:
    return meeting.cancelled_at is not None


def _entry(meeting: Meeting, reader: Membership) -> Entry:
    sequence = entry_mails.sequence_of(
        meeting.sequence, made_at=meeting.made_at, said_at=_joined_at(meeting, reader)
    )
    return entries.entry_of(meeting, reader, sequence=sequence)


def _joined_at(meeting: Meeting, reader: Membership) -> datetime:
    """Return when the reader's last answer to an invitation was given; who asked was there."""
    asked = meeting.engagement.request.invitations.all()
    said = [one.answered_at for one in asked if one.mentor_id == reader.pk and one.answered_at]
    return max(said, default=meeting.made_at)


def _params(meeting: Meeting) -> dict[str, object]:
    change = "moved" if meeting.sequence else "new"
    what = entries.title_of(meeting)
    return {
        "what": what,
        "at": meeting.starts_at.isoformat(),
        "change": "off" if _is_off(meeting) else change,
    }


def _errand(meeting: Meeting, reader: Membership, *, is_off: bool) -> Errand:
    with translation.override(reader.user.language):
        text = _("With this mail your calendar can take the meeting in.")
        if is_off:
            text = _("With this mail your calendar can take the meeting out.")
        why = _("You get this mail because you give or get a learning mentor's support.")
    return Errand(
        entry=_entry(meeting, reader),
        reader=reader,
        kind=notices.MEETING_FOR_CALENDAR,
        key=f"{meeting.pk}:{reader.pk}",
        reference=meeting.pk,
        path=entries.path_of(meeting, reader),
        text=text,
        why=why,
    )
