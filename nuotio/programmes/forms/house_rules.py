from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.programmes.models import HouseRule

LONGEST = 200
# How others have begun; a line taken from here is theirs to change.
BEGINNINGS = (
    _("We ask before we advise."),
    _("What is told here stays here."),
    _("Everybody may be unfinished."),
)
FEW = 4


def _line_field() -> forms.CharField:
    return forms.CharField(
        label=_("One line"),
        help_text=_("One sentence that you would like everybody to keep to."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "done"}),
        error_messages={"required": _("Write a sentence.")},
    )


class AddLineForm(forms.Form):
    """One more line of the huoneentaulu."""

    text = _line_field()
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"once": uuid4()})


class LineForm(VersionedForm):
    """A line of the huoneentaulu, corrected."""

    text = _line_field()

    def __init__(self, data: QueryDict | None = None, *, line: HouseRule) -> None:
        super().__init__(data, initial=stored_line(line))


def stored_line(line: HouseRule) -> dict[str, Any]:
    """Return what the form shows of a line."""
    return {"text": line.text, "version": line.version}


def beginnings(lines: Sequence[HouseRule]) -> Sequence[str]:
    """Return sentences to begin with, while there are few lines, without those taken."""
    there = {line.text.casefold() for line in lines}
    words = [str(one) for one in BEGINNINGS]
    return [one for one in words if one.casefold() not in there] if len(lines) < FEW else []
