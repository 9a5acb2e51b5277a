import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.people.models import Membership, Profile
from nuotio.people.models.user import Language
from nuotio.people.services.profiles import ProfileWords

MOST_WORDS = 12
LONGEST_WORD = 60
SEPARATED = _("Separate with commas.")


class WordsField(forms.CharField):
    """Short words, separated by commas or lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1000, **kwargs)

    def clean(self, value: Any) -> list[str]:
        typed = str(super().clean(value))
        words = [" ".join(word.split()) for word in re.split(r"[,;\n]", typed)]
        kept = list(dict.fromkeys(word for word in words if word))
        if len(kept) > MOST_WORDS:
            raise forms.ValidationError(_("Choose at most twelve."))
        if any(len(word) > LONGEST_WORD for word in kept):
            raise forms.ValidationError(_("Use short words, and commas between them."))
        return kept


class ProfileForm(VersionedForm):
    """What a person tells of herself."""

    job_title = forms.CharField(
        label=_("Main job"),
        help_text=_("In your own words, for example nurse in home care."),
        max_length=120,
        required=False,
    )
    strengths = WordsField(
        label=_("What are you good at?"), help_text=_("For example: listening, facilitation.")
    )
    interests = WordsField(
        label=_("What would you like to learn together?"),
        help_text=_("For example: giving feedback, learning in shift work."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you help"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_languages = WordsField(
        label=_("Other languages"), help_text=_("For example: sign language, Northern Sámi.")
    )
    training = WordsField(label=_("Training you have had for this"), help_text=SEPARATED)
    about = forms.CharField(
        label=_("About yourself, in your own words"),
        help_text=_("Two sentences are enough."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, profile: Profile, member: Membership
    ) -> None:
        super().__init__(data, initial=stored_profile(profile, member))

    def words(self) -> ProfileWords:
        """Return what a valid form says."""
        told = dict(self.cleaned_data)
        del told["version"]
        languages = [*told["languages"], *told.pop("other_languages")]
        told["languages"] = list(dict.fromkeys(languages))
        told["job_title"] = told["job_title"].strip()
        return ProfileWords(**told)


def stored_profile(profile: Profile, member: Membership) -> dict[str, Any]:
    """Return the stored profile in the shape of the form."""
    common = set(Language.values)
    return {
        "job_title": member.job_title,
        "strengths": ", ".join(profile.strengths),
        "interests": ", ".join(profile.interests),
        "languages": [code for code in profile.languages if code in common],
        "other_languages": ", ".join(code for code in profile.languages if code not in common),
        "training": ", ".join(profile.training),
        "about": profile.about,
        "version": profile.version,
    }
