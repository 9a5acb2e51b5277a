from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.programmes.blueprints import HELSINKI, local
from nuotio.support.forms.saying import WordsField, day_field, time_field, words_field
from nuotio.support.models import Engagement, Meeting
from nuotio.support.services.meetings import FARTHEST, LONGEST, MeetingDraft

AN_ADDRESS = _("Write the whole address, for example https://meet.fi/us.")
WHEN = ("day", "starts", "ends")


class MeetingForm(VersionedForm):
    """When a team and its mentors meet; a day and two times are enough."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = WordsField(
        label=_("What is it?"),
        max_length=150,
        error_messages={"required": _("Give the meeting a name, for example First talk.")},
    )
    day = day_field(_("Day"))
    starts = time_field(_("Begins at"))
    ends = time_field(_("Ends at"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link to the video meeting"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
        error_messages={"invalid": AN_ADDRESS},
    )
    agenda = words_field(
        pgettext_lazy("support", "Agenda"),
        longest=3000,
        rows=5,
        required=False,
        help_text=_("What you would like to do together. One line each is enough."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        engagement: Engagement,
        at: datetime,
        meeting: Meeting | None = None,
        is_first: bool = False,
    ) -> None:
        self._at, self._meeting = at, meeting
        name = gettext("First talk") if is_first else gettext("Meeting")
        blank = {"once": uuid4(), "version": 1, "title": name, "place": engagement.request.place}
        super().__init__(data, initial=stored_meeting(meeting) if meeting else blank)
        self.has_begun = meeting is not None and meeting.starts_at <= at
        fields: Any = self.fields
        if self.has_begun:
            for name in WHEN:
                del fields[name]
        else:
            fields["day"].widget.attrs["min"] = at.astimezone(HELSINKI).date().isoformat()

    def clean_link(self) -> str:
        """Only an address of the web leads to a meeting."""
        address: str = self.cleaned_data["link"]
        if address and not address.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(AN_ADDRESS)
        return address

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.has_begun and all(told.get(name) is not None for name in WHEN):
            # In UTC: spring skips an hour of the clock, and autumn shows one twice.
            starts, ends = (moment.astimezone(UTC) for moment in self.times())
            if ends <= starts:
                self.add_error("ends", _("It ends before it begins. Write a later time."))
            elif ends - starts > LONGEST:
                self.add_error("ends", _("A meeting lasts twelve hours at most."))
            if starts <= self._at:
                self.add_error("day", _("This time has passed. Choose one that is ahead."))
            elif starts > self._at + FARTHEST:
                self.add_error("day", _("This is too far ahead. Choose a day in the coming year."))
        return told

    def times(self) -> tuple[datetime, datetime]:
        """Return when it begins and ends."""
        if self._meeting is not None and self.has_begun:
            return self._meeting.starts_at, self._meeting.ends_at
        told = self.cleaned_data
        return local(told["day"], told["starts"]), local(told["day"], told["ends"])

    def draft(self) -> MeetingDraft:
        """Return what a valid form says."""
        told, (starts_at, ends_at) = self.cleaned_data, self.times()
        words = {name: told[name] for name in ("title", "place", "link", "agenda")}
        return MeetingDraft(starts_at=starts_at, ends_at=ends_at, **words)


def stored_meeting(meeting: Meeting) -> dict[str, Any]:
    """Return the stored meeting in the shape of the form."""
    begins = meeting.starts_at.astimezone(HELSINKI)
    return {
        **{name: getattr(meeting, name) for name in ("title", "place", "link", "agenda")},
        "day": begins.date(),
        "starts": begins.time(),
        "ends": meeting.ends_at.astimezone(HELSINKI).time(),
        "version": meeting.version,
        "once": meeting.once,
    }
