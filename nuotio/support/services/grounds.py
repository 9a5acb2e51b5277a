"""What decides whether a mentor is asked, read while her request is held: for one, or for many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from nuotio.foundation import marks
from nuotio.people.models import Membership
from nuotio.support.budget.capacity import Budget
from nuotio.support.fitting import Fitting
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.proposals.situations import Situation
from nuotio.support.queries import fits, hours
from nuotio.support.queries import requests as request_queries


@dataclass(frozen=True)
class Ground:
    """How a mentor fits a request, her hours, and who is asked; `mark` is free for a new row.

    `asked` holds places on the request; `known` is what the same call has made before.
    """

    fitting: Fitting | None
    budget: Budget
    asked: Sequence[SupportInvitation]
    known: SupportInvitation | None
    answer_days: int
    mark: UUID


def ground_of(request: SupportRequest, mentor: Membership, once: UUID, *, day: date) -> Ground:
    """Read what decides about one mentor; the caller holds the request."""
    made = SupportInvitation.objects.filter(once=once, request=request, mentor=mentor)
    return Ground(
        fitting=fits.fitting_of(request, mentor, day=day),
        budget=hours.budget_of(mentor, day=day),
        asked=list(held([request.pk])),
        known=made.first(),
        answer_days=request_queries.promised_days(request.organisation_id),
        mark=marks.own_mark(SupportInvitation.objects, once),
    )


def held(requests: Iterable[int]) -> Iterable[SupportInvitation]:
    """Return what holds places on requests: promises, open invitations, suggested times."""
    rows = SupportInvitation.objects.filter(
        request__in=requests, state__in=SupportInvitation.HOLDING, ended_at=None
    )
    return rows.order_by("pk")


class Grounds:
    """What decides about all mentors of a proposal, read in three queries beside its situation.

    The caller holds the requests, and tells what it makes, so that the next one knows.
    """

    def __init__(self, found: Situation, onces: Iterable[UUID]) -> None:
        self.found = found
        self._asked: defaultdict[int, list[SupportInvitation]] = defaultdict(list)
        for one in held(found.requests):
            self._asked[one.request_id].append(one)
        rows = SupportInvitation.objects.filter(once__in=list(onces))
        self._made = {one.once: one for one in rows}
        any_request = next(iter(found.requests.values()), None)
        organisation = any_request.organisation_id if any_request is not None else 0
        self._days = request_queries.promised_days(organisation)

    def of(self, request: SupportRequest, mentor: Membership, once: UUID) -> Ground:
        """Return what decides about one mentor; no query."""
        made = self._made.get(once)
        is_same = made and (made.request_id, made.mentor_id) == (request.pk, mentor.pk)
        return Ground(
            fitting=self.found.fitting(request.pk, mentor.pk),
            budget=self.found.world.budgets[mentor.pk],
            asked=tuple(self._asked[request.pk]),
            known=made if is_same else None,
            answer_days=self._days,
            mark=once if made is None else uuid4(),
        )

    def tell(self, made: SupportInvitation) -> None:
        """Let what was asked now count for who is asked next."""
        self._asked[made.request_id].append(made)
