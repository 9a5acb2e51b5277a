"""What a cohort makes together: its huoneentaulu, and mixed groups for the coaching sessions."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

from nuotio.foundation import content
from nuotio.programmes.demo.cohorts import Cohort
from nuotio.programmes.grouping.mixing import Pair, Person, mix
from nuotio.programmes.models import Attendance, Event, GroupPlan, HouseRule, Seat

GROUP, STEPS = 4, 4_000


def write(cohort: Cohort, events: Sequence[Event]) -> None:
    """Write the lines of the huoneentaulu, and the groups of the sessions that were held."""
    _house_rules(cohort)
    _groups(cohort, events)


def _house_rules(cohort: Cohort) -> None:
    lines = content.load("demo_programmes")["house_rules"][cohort.key]
    begun = cohort.moment(0 if cohort.is_recruiting else 7)
    role = Seat.Role.HR if cohort.is_recruiting else Seat.Role.MENTOR
    writers = [seat for seat in cohort.seats if seat.role == role and seat.left_at is None]
    HouseRule.objects.bulk_create(
        HouseRule(
            programme=cohort.programme,
            text=line,
            position=position,
            written_by=cohort.dice.choice(writers),
            changed_at=min(begun + timedelta(hours=2, minutes=3 * position), cohort.at),
            once=cohort.dice.once(),
        )
        for position, line in enumerate(lines)
    )


def _groups(cohort: Cohort, events: Sequence[Event]) -> None:
    """Group those who said that they come; who has met before counts on from session to session."""
    met: set[Pair] = set()
    plans = []
    for event in events:
        if event.kind != Event.Kind.COACHING or not event.is_over(cohort.at):
            continue
        mixed = mix(_coming(event), sessions=1, size=GROUP, met=met, steps=STEPS)
        groups = mixed.sessions[0]
        met |= {pair for group in groups for pair in combinations(sorted(group), 2)}
        plans.append(
            GroupPlan(
                programme=cohort.programme,
                event=event,
                size=GROUP,
                groups=[list(group) for group in groups],
                repeats=mixed.repeats,
                fewest=mixed.repeats_bound,
                alike=mixed.same_organisation,
                made_at=event.starts_at - timedelta(days=1),
            )
        )
    GroupPlan.objects.bulk_create(plans)


def _coming(event: Event) -> list[Person]:
    rows = Attendance.objects.filter(event=event, seat__role=Seat.Role.MENTOR)
    rows = rows.filter(answer__in=[Attendance.Answer.COMING, Attendance.Answer.ONLINE])
    found = rows.order_by("seat_id").values_list("seat_id", "seat__organisation_id")
    return [Person(seat, organisation) for seat, organisation in found]
