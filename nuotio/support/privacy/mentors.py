from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.traces import OWN, PAST, TWO_YEARS, hers
from nuotio.support.models import Absence, Conflict, Readiness

SAID = (
    *("kinds", "methods", "wished_kinds", "wished_methods", "languages"),
    *("gives_onsite", "gives_remotely", "weekdays", "day_parts", "rests", "rests_until"),
)


def _export(user_id: int) -> Rows:
    """What she gives, her days away, and whom she would not serve."""
    with tenancy.unrestricted(reason=OWN):
        conflicts = hers(Conflict, "mentor", user_id)
        return [
            *as_rows(hers(Readiness, "mentor", user_id).values("organisation__name_fi", *SAID)),
            *as_rows(hers(Absence, "mentor", user_id).values("first_day", "last_day")),
            *as_rows(conflicts.values("unit__name_fi", "person__user__name", "made_at")),
        ]


def _erase(user_id: int) -> None:
    """All of it goes, and so does what others said of not serving her."""
    with tenancy.unrestricted(reason=OWN):
        for model in (Readiness, Absence, Conflict):
            hers(model, "mentor", user_id).delete()
        hers(Conflict, "person", user_id).delete()


def _forget(at: datetime) -> int:
    """Days away go when they have long passed; the rest two years after she left."""
    since, day = at - TWO_YEARS, timezone.localdate(at - TWO_YEARS)
    with tenancy.unrestricted(reason=PAST):
        gone = Absence.objects.filter(last_day__lte=day).delete()[0]
        for model in (Readiness, Conflict):
            gone += model.objects.filter(mentor__left_at__lte=since).delete()[0]
        return gone


keeps(
    Keeping(
        "readiness",
        _("What support you give as a mentor, your days away, and whom you would not serve"),
        _("So that you are asked for what suits you, within your working time."),
        _("Until you delete it; days away for two years. Nobody else reads whom you avoid."),
        _export,
        _erase,
        _forget,
    )
)
