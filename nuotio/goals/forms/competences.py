from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.goals.models import StrategicCompetence, TeamMeaning


class CompetenceForm(VersionedForm):
    """What the strategy asks people to be able to do."""

    name = forms.CharField(
        label=_("Strategic competence"),
        help_text=_("A few words, as your strategy has them."),
        max_length=150,
        error_messages={"required": _("Write the name of the competence.")},
    )
    about = forms.CharField(
        label=_("What the strategy says of it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: QueryDict | None = None, *, competence: StrategicCompetence) -> None:
        super().__init__(data, initial=stored_competence(competence))


def stored_competence(competence: StrategicCompetence) -> dict[str, Any]:
    """Return the stored competence in the shape of the form."""
    return {name: getattr(competence, name) for name in ("name", "about", "version")}


class MeaningForm(VersionedForm):
    """What a team would do differently."""

    words = forms.CharField(
        label=_("What would we do differently in our team?"),
        help_text=_("A few sentences about daily work. Write “we”, and leave names out."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: QueryDict | None = None, *, meaning: TeamMeaning | None) -> None:
        super().__init__(data, initial=stored_meaning(meaning or TeamMeaning()))


def stored_meaning(meaning: TeamMeaning) -> dict[str, Any]:
    """Return the stored words in the shape of the form."""
    return {"words": meaning.words, "version": meaning.version}
