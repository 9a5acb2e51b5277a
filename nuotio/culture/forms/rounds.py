"""The steps in which a round is prepared, each a short form."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture.forms.instruments import NamesForm
from nuotio.culture.forms.marked import MarkedForm
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import points
from nuotio.culture.queries.roster import EVERYONE, MENTORS, TOP, UNITS
from nuotio.people.models import Unit

HELSINKI = ZoneInfo("Europe/Helsinki")
MOST_CODES = 2_000
NINE, SIX = time(9, 0), time(18, 0)
A_DAY = {
    "required": _("Choose the day."),
    "invalid": _("Write the day, for example 1.12.2026."),
}
A_TIME = dict.fromkeys(("required", "invalid"), _("Write the time, for example 9.00."))
A_COUNT = dict.fromkeys(
    ("invalid", "min_value", "max_value"), _("Write a number between 0 and 2,000.")
)


def day_field(**kwargs: Any) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=A_DAY, **kwargs)


def time_field(**kwargs: Any) -> forms.TimeField:
    """Return a field for a clock time, with the browser's own picker."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    return forms.TimeField(widget=widget, input_formats=formats, error_messages=A_TIME, **kwargs)


def local(day: date, clock: time) -> datetime:
    """Return the moment of a day and a clock time in Helsinki."""
    return datetime.combine(day, clock, tzinfo=HELSINKI)


class AskedForm(MarkedForm, NamesForm):
    """What is asked, and what the round is called."""

    instrument = forms.ChoiceField(
        label=_("What is asked"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is asked.")},
    )
    field_order = ("instrument", "name_fi", "name_sv", "name_en")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        survey_round: SurveyRound | None,
        choices: Sequence[tuple[str, str]],
    ) -> None:
        version = survey_round.version if survey_round else 1
        super().__init__(data, stored=stored_asked(survey_round, choices), version=version)
        fields: Any = self.fields
        fields["instrument"].choices = choices
        fields["name_fi"].help_text = _("For example: Learning culture, spring 2027.")


def stored_asked(
    survey_round: SurveyRound | None, choices: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return what is asked in the shape of the form; the first choice where nothing is chosen."""
    if survey_round is None:
        return {"instrument": choices[0][0], "name_fi": "", "name_sv": "", "name_en": ""}
    own = survey_round.instrument.get("own_copy")
    return {
        "instrument": str(own or survey_round.instrument_code),
        **{name: getattr(survey_round, name) for name in ("name_fi", "name_sv", "name_en")},
    }


class WhomForm(MarkedForm):
    """Whom a round invites: everyone, the mentors, or chosen units; and printed codes by unit."""

    group = forms.ChoiceField(
        label=_("Who is invited"),
        choices=[
            (EVERYONE, _("Everyone in the organisation")),
            (MENTORS, _("Learning mentors only")),
            (UNITS, _("Chosen units")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is invited.")},
    )
    units = forms.MultipleChoiceField(
        label=_("Units"),
        help_text=_("Needed only with “Chosen units”. Units under a chosen one come along."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        survey_round: SurveyRound,
        units: Sequence[tuple[Unit, int]],
    ) -> None:
        stored = stored_whom(survey_round, [unit for unit, _depth in units])
        super().__init__(data, stored=stored, version=survey_round.version)
        fields: Any = self.fields
        fields["units"].choices = [(str(unit.pk), unit.name) for unit, _depth in units]
        named = [(str(unit.pk), unit.name) for unit, _depth in units]
        places = [(TOP, str(_("Without a unit"))), *named]
        for key, name in places:
            self.fields[f"paper-{key}"] = forms.IntegerField(
                label=name,
                required=False,
                min_value=0,
                max_value=MOST_CODES,
                error_messages=A_COUNT,
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("group") == UNITS and not told.get("units"):
            self.add_error("units", _("Choose at least one unit."))
        return told

    @property
    def papers(self) -> Sequence[forms.BoundField]:
        """The fields for printed codes."""
        return [self[name] for name in self.fields if name.startswith("paper-")]

    @property
    def has_paper(self) -> bool:
        """Whether any codes are wanted, or something is wrong with their numbers."""
        return any(bound.value() or bound.errors for bound in self.papers)

    def paper(self) -> Mapping[str, int]:
        """Return how many codes each unit gets."""
        return {
            name.removeprefix("paper-"): number
            for name, number in self.cleaned_data.items()
            if name.startswith("paper-") and number
        }

    def chosen(self) -> Sequence[int]:
        """Return the chosen units, none where everyone or the mentors are invited."""
        told = self.cleaned_data
        return [int(key) for key in told["units"]] if told["group"] == UNITS else []


def stored_whom(survey_round: SurveyRound, units: Sequence[Unit]) -> dict[str, Any]:
    """Return whom a round invites in the shape of the form."""
    whom = survey_round.whom
    paper = whom.get("paper", {})
    return {
        "group": whom.get("group", EVERYONE),
        "units": [str(pk) for pk in whom.get("units", [])],
        **{f"paper-{key}": paper.get(key) for key in (TOP, *(str(unit.pk) for unit in units))},
    }


class TimesForm(MarkedForm):
    """When a round opens and closes, in Helsinki time."""

    opens_day = day_field(label=_("Opens on"))
    opens_time = time_field(label=_("At"))
    closes_day = day_field(label=_("Closes on"))
    closes_time = time_field(label=_("At"))

    def __init__(
        self, data: QueryDict | None = None, *, survey_round: SurveyRound, at: datetime
    ) -> None:
        super().__init__(data, stored=stored_times(survey_round), version=survey_round.version)
        self.at = at

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        opens_at, closes_at = self.times()
        if opens_at <= self.at:
            self.add_error("opens_day", _("This has passed. Choose a later day or time."))
        elif closes_at <= opens_at:
            self.add_error("closes_day", _("It closes before it opens. Choose a later day."))
        return told

    def times(self) -> tuple[datetime, datetime]:
        """Return when it opens and closes."""
        told = self.cleaned_data
        opens_at = local(told["opens_day"], told["opens_time"])
        return opens_at, local(told["closes_day"], told["closes_time"])


def stored_times(survey_round: SurveyRound) -> dict[str, Any]:
    """Return the times in the shape of the form; nine in the morning to six where none are."""
    opens_at, closes_at = survey_round.opens_at, survey_round.closes_at
    opens = opens_at.astimezone(HELSINKI) if opens_at else None
    closes = closes_at.astimezone(HELSINKI) if closes_at else None
    return {
        "opens_day": opens.date() if opens else None,
        "opens_time": opens.time() if opens else NINE,
        "closes_day": closes.date() if closes else None,
        "closes_time": closes.time() if closes else SIX,
    }


class ChecklistForm(MarkedForm):
    """What is agreed with the personnel: a tick for each point, with a note where one helps."""

    def __init__(self, data: QueryDict | None = None, *, survey_round: SurveyRound) -> None:
        stored = stored_checklist(survey_round)
        super().__init__(data, stored=stored, version=survey_round.version)
        for one in points():
            self.fields[f"done-{one['id']}"] = forms.BooleanField(label=_("Agreed"), required=False)
            self.fields[f"note-{one['id']}"] = forms.CharField(
                label=_("Note"), required=False, max_length=300
            )

    def ticked(self) -> dict[str, str]:
        """Return the notes of the points that are done."""
        told = self.cleaned_data
        return {
            one["id"]: told[f"note-{one['id']}"] for one in points() if told[f"done-{one['id']}"]
        }


def stored_checklist(survey_round: SurveyRound) -> dict[str, Any]:
    """Return the checklist in the shape of the form."""
    kept = survey_round.checklist
    done = {f"done-{one['id']}": bool(kept.get(one["id"], {}).get("done")) for one in points()}
    return done | {f"note-{one['id']}": kept.get(one["id"], {}).get("note", "") for one in points()}


class AnnounceForm(MarkedForm):
    """Who keeps the key to the answers; a trustee types a passphrase that is never stored."""

    SERVICE, TRUSTEE = "service", "trustee"
    SHORTEST: ClassVar[int] = 12
    keeper = forms.ChoiceField(
        label=_("Who keeps the key to the answers"),
        choices=[
            (SERVICE, _("The service")),
            (TRUSTEE, _("The service and a trustee together")),
        ],
        widget=forms.RadioSelect,
    )
    trustee = forms.CharField(
        label=_("Name of the trustee"),
        help_text=_("For example the shop steward or the occupational safety representative."),
        max_length=150,
        required=False,
    )
    # "password" in the name: what is typed here is never kept for after sign-in
    trustee_password = forms.CharField(
        label=_("Passphrase of the trustee"),
        help_text=_(
            "At least 12 characters, typed by the trustee. It is stored nowhere: without it the"
            " answers can never be counted."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        max_length=200,
        required=False,
    )
    trustee_password_again = forms.CharField(
        label=_("The same again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        max_length=200,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, survey_round: SurveyRound) -> None:
        super().__init__(data, stored=stored_keeper(survey_round), version=survey_round.version)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("keeper") == self.TRUSTEE:
            self._check_trustee(told)
        return told

    def _check_trustee(self, told: dict[str, Any]) -> None:
        words = told.get("trustee_password") or ""
        if not told.get("trustee"):
            self.add_error("trustee", _("Write who the trustee is."))
        if len(words) < self.SHORTEST:
            self.add_error("trustee_password", _("Type at least 12 characters."))
        elif words != told.get("trustee_password_again"):
            self.add_error("trustee_password_again", _("The two are not the same. Type it again."))

    def name_of_trustee(self) -> str:
        """Return the trustee's name, empty where the service keeps the key alone."""
        told = self.cleaned_data
        return str(told["trustee"]) if told["keeper"] == self.TRUSTEE else ""

    def passphrase(self) -> str | None:
        """Return what the trustee typed; None where there is no trustee."""
        told = self.cleaned_data
        return str(told["trustee_password"]) if told["keeper"] == self.TRUSTEE else None


def stored_keeper(survey_round: SurveyRound) -> dict[str, Any]:
    """Return who keeps the key in the shape of the form."""
    form = AnnounceForm
    keeper = form.TRUSTEE if survey_round.has_trustee else form.SERVICE
    return {"keeper": keeper, "trustee": survey_round.trustee}
