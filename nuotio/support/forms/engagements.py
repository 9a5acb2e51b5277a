from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.support.forms.saying import WordsField, words_field
from nuotio.support.models import Engagement
from nuotio.support.services.engagements import Closing

NOW, SOON, LATER = "0", "14", "42"
OPENS = [(NOW, _("Now")), (SOON, _("In two weeks")), (LATER, _("In six weeks"))]


def outcome_field() -> WordsField:
    """Return a field for what was agreed at the end."""
    return words_field(
        _("What was agreed, and what comes next?"),
        longest=2000,
        rows=5,
        help_text=_("Two sentences are enough. The mentors, who asked and HR read them."),
        error_messages={"required": _("Say in a sentence what was agreed.")},
    )


class OutcomeForm(VersionedForm):
    """What was agreed at the end, to be corrected."""

    outcome = outcome_field()

    def __init__(self, data: QueryDict | None = None, *, engagement: Engagement) -> None:
        super().__init__(data, initial=stored_outcome(engagement))


def stored_outcome(engagement: Engagement) -> dict[str, Any]:
    """Return what is stored in the shape of the form."""
    return {"outcome": engagement.outcome, "version": engagement.version}


class CloseForm(forms.Form):
    """How a support ends, and when its team is asked what came of it."""

    outcome = outcome_field()
    opens = forms.ChoiceField(
        label=_("When is the team asked what came of it?"),
        help_text=_("Three statements, one minute. In six weeks something has been tried."),
        choices=OPENS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when the team is asked.")},
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")],
    )

    def __init__(
        self, data: QueryDict | None = None, *, engagement: Engagement, today: date
    ) -> None:
        known = {"outcome": engagement.outcome, "opens": LATER}
        language: str = engagement.request.language
        languages: Any = self.base_fields["language"]
        is_known = language in dict(languages.choices)
        super().__init__(data, initial={**known, "language": language if is_known else "fi"})
        self._today = today

    def closing(self) -> Closing:
        """Return what a valid form says."""
        told = self.cleaned_data
        opens_on = self._today + timedelta(days=int(told["opens"]))
        return Closing(told["outcome"], opens_on, told["language"])
