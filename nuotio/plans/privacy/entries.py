from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.traces import OWN, PAST, TWO_YEARS, hers
from nuotio.plans.models import Entry, PublishedEntry, SelfAssessment, SharedEntry, SupportGiven


def _export_entries(user_id: int) -> Rows:
    """What she wrote, and for whom."""
    fields = ("kind", "audience", "happened_on", "where", "words", "helped", "prompt", "made_at")
    with tenancy.unrestricted(reason=OWN):
        rows = hers(Entry, "writer", user_id)
        return as_rows(rows.values("organisation__name_fi", *fields, "plan__title"))


def _erase_entries(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        _delete_entries(hers(Entry, "writer", user_id))


def _delete_entries(rows: QuerySet[Entry]) -> int:
    """Delete entries and the copies that programmes and the network read; return how many."""
    origins = list(rows.values_list("once", flat=True))
    SharedEntry.objects.filter(origin__in=origins).delete()
    PublishedEntry.objects.filter(origin__in=origins).delete()
    Entry.objects.filter(once__in=origins).delete()
    return len(origins)


def _forget_entries(at: datetime) -> int:
    """Notes go two years after their writer left, a programme's copies two years after its end."""
    with tenancy.unrestricted(reason=PAST):
        shared = SharedEntry.objects.filter(programme__ended_at__lte=at - TWO_YEARS)
        count: int = shared.count()
        shared.delete()
        return count + _delete_entries(Entry.objects.filter(writer__left_at__lte=at - TWO_YEARS))


def _export_self_assessments(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        rows = hers(SelfAssessment, "writer", user_id)
        return as_rows(
            rows.values("organisation__name_fi", "moment", "answers", "words", "changed_at")
        )


def _erase_self_assessments(user_id: int) -> None:
    with tenancy.unrestricted(reason=OWN):
        hers(SelfAssessment, "writer", user_id).delete()


def _forget_self_assessments(at: datetime) -> int:
    with tenancy.unrestricted(reason=PAST):
        return SelfAssessment.objects.filter(writer__left_at__lte=at).delete()[0]


def _export_support(user_id: int) -> Rows:
    """What she wrote of support given, and for whom."""
    fields = ("kind", "given_on", "minutes", "people", "words", "audience", "made_at")
    with tenancy.unrestricted(reason=OWN):
        rows = hers(SupportGiven, "mentor", user_id)
        return as_rows(
            rows.values("organisation__name_fi", *fields, "unit__name_fi", "plan__title")
        )


def _erase_support(user_id: int) -> None:
    """The notes go; their bookings are erased by the room that keeps them."""
    with tenancy.unrestricted(reason=OWN):
        hers(SupportGiven, "mentor", user_id).delete()


def _forget_support(at: datetime) -> int:
    day = timezone.localdate(at - TWO_YEARS)
    with tenancy.unrestricted(reason=PAST):
        return SupportGiven.objects.filter(given_on__lte=day).delete()[0]


keeps(
    Keeping(
        "entries",
        _("Your notes and reflections, each with who may read it"),
        _("So that you see what you have learned, and can share it with those you choose."),
        _(
            "Until you delete them; two years after you have left the organisation at the latest."
            " What a programme reads goes two years after its end."
        ),
        _export_entries,
        _erase_entries,
        _forget_entries,
    )
)
keeps(
    Keeping(
        "self_assessments",
        _("How you see your own competences as a mentor"),
        _("So that you yourself see how you have moved. Nobody else reads it."),
        _("As long as you belong to the organisation."),
        _export_self_assessments,
        _erase_self_assessments,
        _forget_self_assessments,
    )
)
keeps(
    Keeping(
        "support_given",
        _("What you wrote down of support you gave to colleagues"),
        _("So that the work is seen and its time is booked."),
        _("Until you delete it; two years after the day at the latest."),
        _export_support,
        _erase_support,
        _forget_support,
    )
)
