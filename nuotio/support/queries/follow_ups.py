"""What teams answer some weeks after their support: nothing early, nothing of few but signed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from nuotio.culture.counted_release import Release, Told, release
from nuotio.culture.instruments import Item
from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.support import follow_up_questions
from nuotio.support.models import (
    Engagement,
    FollowUp,
    FollowUpCount,
    SignedAnswer,
    SupportInvitation,
)
from nuotio.support.rules import engagements as rules

PUBLIC = "The address of a follow-up is for everyone and names no organisation."
OPTIONS = range(1, 6)
Counts = defaultdict[tuple[int, str], Counter[int]]


@dataclass(frozen=True)
class ItemResult:
    """One statement with all that may be told of the answers to it."""

    item: Item
    release: Release


@dataclass(frozen=True)
class Results:
    """All that may be told of a follow-up: counted statements, or a signed answer."""

    items: Sequence[ItemResult] = ()
    signed: SignedAnswer | None = None

    @property
    def told(self) -> Told | None:
        """How much is told of the counted answers; None where they are signed."""
        return self.items[0].release.told if self.items else None

    @property
    def n(self) -> int | None:
        """How many answered, where that is told."""
        return self.items[0].release.n if self.items else None

    @property
    def is_small(self) -> bool:
        """Whether so few answered that the figures are a hint and no more."""
        return bool(self.items) and self.items[0].release.is_small

    @property
    def answers(self) -> Sequence[tuple[Item, int]]:
        """The statements with what was answered under the own name."""
        if self.signed is None:
            return []
        told = self.signed.answers
        return [(one, told[one.code]) for one in follow_up_questions.items() if one.code in told]


def follow_up_of(engagement: Engagement, *, viewer: Membership) -> FollowUp | None:
    """Return the follow-up of an engagement, for who may read what was answered.

    No query where `engagement` was found with it.
    """
    found: FollowUp | None = getattr(engagement, "follow_up", None)
    return found if found is not None and rules.can_see_follow_up(viewer, found) else None


def follow_up_at(pk: int, *, viewer: Membership) -> FollowUp | None:
    """Return a follow-up whose engagement the viewer may see."""
    found = with_people().filter(organisation_id=viewer.organisation_id, pk=pk).first()
    return found if found is not None and rules.can_see_follow_up(viewer, found) else None


def follow_up_by_code(code: str) -> FollowUp | None:
    """Return the anonymous follow-up with this public code, its organisation with it."""
    with tenancy.unrestricted(reason=PUBLIC):
        rows = FollowUp.objects.select_related("organisation", "engagement__request")
        found: FollowUp | None = rows.filter(code=code.lower(), is_anonymous=True).first()
        return found


def named(pk: int) -> FollowUp | None:
    """Return a follow-up of the open organisation with whom to tell of it."""
    return with_people().filter(pk=pk).first()


def with_people() -> QuerySet[FollowUp]:
    """Return follow-ups with who asked for the support and everybody who was asked to give it."""
    asked = SupportInvitation.objects.select_related("mentor__user", "mentor__organisation")
    rows: QuerySet[FollowUp] = FollowUp.objects.select_related(
        "engagement__request__asked_by__user", "engagement__request__asked_by__organisation"
    )
    invited = Prefetch("engagement__request__invitations", asked.order_by("pk"))
    return rows.prefetch_related(invited)


def signed_by(follow_up: FollowUp, member: Membership) -> SignedAnswer | None:
    """Return what the member has answered under her own name."""
    found: SignedAnswer | None = follow_up.signed.filter(member=member).first()
    return found


def results_of(follow_ups: Sequence[FollowUp], *, day: date) -> Mapping[int, Results]:
    """Return by follow-up what may be told of it; two queries for any number, one for one.

    Nothing of an anonymous one before it has closed, nor of fewer than five answers; of a signed
    one who answered what. The caller asked who may see each (`support.see_follow_up`).
    """
    counts = _counts([one.pk for one in follow_ups if one.is_anonymous])
    by_name = _signed([one.pk for one in follow_ups if not one.is_anonymous])
    return {
        one.pk: Results(_items(one, counts, day=day))
        if one.is_anonymous
        else Results(signed=by_name.get(one.pk))
        for one in follow_ups
    }


def _items(follow_up: FollowUp, counts: Counts, *, day: date) -> Sequence[ItemResult]:
    is_over = follow_up.closed_at is not None or day > follow_up.closes_on
    return [
        ItemResult(item, _release(counts[follow_up.pk, item.code], is_closed=is_over))
        for item in follow_up_questions.items()
    ]


def _signed(keys: Sequence[int]) -> Mapping[int, SignedAnswer]:
    if not keys:
        return {}
    rows = SignedAnswer.objects.filter(follow_up__in=keys).select_related("member__user")
    return {one.follow_up_id: one for one in rows.order_by("at", "pk")}


def means_across(follow_ups: Sequence[FollowUp], *, day: date) -> Sequence[ItemResult]:
    """Return the statements over several follow-ups together, from five answers on; three queries.

    Only what is told of each by itself goes in: closed ones of at least five answers, and signed
    ones. So nobody learns of a small team by taking one mean off another.
    """
    results = results_of(follow_ups, day=day)
    counts = _counts([pk for pk, one in results.items() if one.n is not None])
    total: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (_pk, code), times in counts.items():
        total[code].update(times)
    for one in results.values():
        for item, option in one.answers:
            total[item.code][option] += 1
    return [
        ItemResult(item, _release(total[item.code], is_closed=True))
        for item in follow_up_questions.items()
    ]


def _release(times: Counter[int], *, is_closed: bool) -> Release:
    return release([times[option] for option in OPTIONS], is_closed=is_closed)


def _counts(keys: Sequence[int]) -> Counts:
    found: Counts = defaultdict(Counter)
    if not keys:
        return found
    rows = FollowUpCount.objects.filter(follow_up__in=keys).order_by("pk")
    for pk, item, option, times in rows.values_list("follow_up", "item", "option", "times"):
        found[pk, item][option] = times
    return found
