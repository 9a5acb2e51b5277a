from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.traces import (
    OWN,
    PAST,
    TWO_YEARS,
    Part,
    hers,
    name_of,
    organisations_of,
    take_out,
    unname,
)
from nuotio.plans.models import Idea, IdeaJoin, Practice, PublishedPractice

ON_PRACTICES: tuple[Part, ...] = tuple(
    (Practice, field, "") for field in ("written_by", "reviewed_by", "released_by", "published_by")
)
ON_IDEAS: tuple[Part, ...] = ((Idea, "proposed_by", ""), (Idea, "picked_by", ""))


def _export_practices(user_id: int) -> Rows:
    """The cards that she wrote, and those that she read through, released or gave on."""
    with tenancy.unrestricted(reason=OWN):
        fields = ("name", "outcome", *Practice.TEXTS, "state", "made_at")
        done = [
            {"name": name, "as": field}
            for _model, field, _way in ON_PRACTICES[1:]
            for name in hers(Practice, field, user_id).values_list("name", flat=True)
        ]
        return [*as_rows(hers(Practice, "written_by", user_id).values(*fields)), *done]


def _erase_practices(user_id: int) -> None:
    """The practices stay, in the network too; nobody is told any more to ask her."""
    name = name_of(user_id)
    with tenancy.unrestricted(reason=OWN):
        here = Practice.objects.filter(organisation_id__in=organisations_of(user_id))
        origins = list(here.values_list("once", flat=True))
        published = PublishedPractice.objects.filter(origin__in=origins)
        take_out(name, here, "contact")
        take_out(name, published, "contact")
        unname(ON_PRACTICES, user_id)


def _export_ideas(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        proposed = hers(Idea, "proposed_by", user_id)
        picked = hers(Idea, "picked_by", user_id)
        joined = hers(IdeaJoin, "membership", user_id)
        return [
            *as_rows(proposed.values("title", "words", "state", "proposed_at")),
            *as_rows(picked.values("title", "answer", "answered_at")),
            *as_rows(joined.values("idea__title", "at")),
        ]


def _erase_ideas(user_id: int) -> None:
    """Ideas stay without who proposed them; that she would be in goes."""
    with tenancy.unrestricted(reason=OWN):
        hers(IdeaJoin, "membership", user_id).delete()
        unname(ON_IDEAS, user_id)


def _forget_ideas(at: datetime) -> int:
    """Names go from an idea two years after it was proposed."""
    with tenancy.unrestricted(reason=PAST):
        old = Idea.objects.filter(proposed_at__lte=at - TWO_YEARS)
        count = IdeaJoin.objects.filter(idea__in=old.values("pk")).delete()[0]
        for _model, field, _way in ON_IDEAS:
            count += old.filter(**{f"{field}__isnull": False}).update(**{field: None})
        return count


keeps(
    Keeping(
        "ideas",
        _("Ideas that you proposed, joined or picked up"),
        _("So that people with the same idea find each other."),
        _("Names go two years after the idea was proposed. The idea itself stays."),
        _export_ideas,
        _erase_ideas,
        _forget_ideas,
    )
)
keeps(
    Keeping(
        "practices",
        _("Practice cards that you wrote, read through or released, and that you can be asked"),
        _("So that others can take a practice into use and ask about it."),
        _("Until you erase your data. The practice is the organisation's own and stays."),
        _export_practices,
        _erase_practices,
    )
)
