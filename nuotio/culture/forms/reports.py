from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import Report
from nuotio.foundation.versions import VersionedForm

LONGEST = 4000


class ReportForm(VersionedForm):
    """What else may explain a result; it stands beside the figures when everyone reads them."""

    explanations = forms.CharField(
        label=_("Other possible explanations"),
        help_text=_(
            "What else happened at the same time: a reorganisation, a move, a busy season, a new "
            "manager? A survey shows what people answered, not why."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: QueryDict | None = None, *, report: Report) -> None:
        super().__init__(data, initial=stored_report(report))


def stored_report(report: Report) -> dict[str, Any]:
    """Return what the form shows of a report."""
    return {"explanations": report.explanations, "version": report.version}
