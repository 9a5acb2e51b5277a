from collections.abc import Iterable, Sequence

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from nuotio.foundation import rows, tenancy
from nuotio.notifications.kinds import WEEKLY_SUMMARY, Kind, every
from nuotio.notifications.models import Channel, MailChoice, Notification
from nuotio.people.models import Membership, Role
from nuotio.people.queries import members

NEWEST = """
    SELECT n.*, COALESCE(u.name, '') AS about_name,
        COUNT(*) FILTER (WHERE n.read_at IS NULL) OVER () AS unread
    FROM notifications_notification n
    LEFT JOIN people_membership a ON a.id = n.about_id
    LEFT JOIN people_user u ON u.id = a.user_id
    WHERE n.recipient_id = %(member)s AND n.organisation_id = %(organisation)s
    ORDER BY n.read_at IS NOT NULL, n.created_at DESC, n.id DESC
    LIMIT %(limit)s"""

UNREAD = """SELECT COUNT(*) FROM notifications_notification
    WHERE organisation_id = %s AND recipient_id = %s AND read_at IS NULL"""


def unread_count(membership: Membership) -> int:
    """Return how many notices the member has not opened; one query over an index of the unread."""
    [(unread,)] = rows.fetched(UNREAD, [membership.organisation_id, membership.pk])
    return int(unread)


def newest(membership: Membership, *, limit: int) -> Sequence[Notification]:
    """Return the top of the inbox; in SQL, for the start page (ADR 8).

    Each notice knows `about_name`, and how many are `unread` in all.
    """
    asked = {"member": membership.pk, "organisation": membership.organisation_id, "limit": limit}
    return list(Notification.objects.raw(NEWEST, asked))


def inbox(membership: Membership) -> QuerySet[Notification]:
    """Return the member's notices: unread first, the newest first among them."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    mine: QuerySet[Notification] = Notification.objects.filter(recipient_id=membership.pk)
    return (
        mine.annotate(is_read=is_read)
        .select_related("about__user")
        .order_by("is_read", "-created_at", "-pk")
    )


def notification_of(membership: Membership, pk: int) -> Notification | None:
    """Return one of the member's own notices; None where it is not hers or not there."""
    return Notification.objects.filter(recipient_id=membership.pk, pk=pk).first()


def channel_for(user_id: int, kind: Kind) -> Channel:
    """Return how this person hears of this kind: as chosen, else by default."""
    return Channel(choices_of(user_id).get(kind.code, kind.default))


def choices_of(user_id: int) -> dict[str, str]:
    """Return what the person has chosen, by kind; what is missing goes by default."""
    chosen = MailChoice.objects.filter(user_id=user_id).order_by("pk")
    return dict(chosen.values_list("kind", "channel"))


def wants_summary(choices: dict[str, str]) -> bool:
    """Say whether a person with these choices gets the weekly summary at all."""
    return choices.get(WEEKLY_SUMMARY) != Channel.NEVER


def kinds_for(user_id: int) -> list[Kind]:
    """Return the kinds that this person may get with the roles held now, in any organisation."""
    held = members.memberships_of(user_id)
    return [kind for kind in every() if _concerns_any(kind, held)]


def _concerns_any(kind: Kind, held: Iterable[Membership]) -> bool:
    return any(kind.concerns(one.roles, at_provider=one.organisation.is_provider) for one in held)


def holders_of(organisation_id: int, *roles: Role) -> Sequence[Membership]:
    """Return the open members of the organisation who actively hold one of the roles."""
    return list(_holders(roles).filter(organisation_id=organisation_id).order_by("pk").distinct())


def provider_coordinators() -> Sequence[Membership]:
    """Return the coordinators of every provider: those who let organisations in."""
    with tenancy.unrestricted(reason="Coordinators of all providers answer who asks to join."):
        return list(
            _holders([Role.COORDINATOR])
            .filter(organisation__kind__is_provider=True)
            .order_by("pk")
            .distinct()
        )


def _holders(roles: Iterable[Role]) -> QuerySet[Membership]:
    holding: QuerySet[Membership] = Membership.objects.filter(
        role_holdings__role__in=list(roles),
        role_holdings__state="active",
        left_at__isnull=True,
        user__is_active=True,
    )
    return holding.select_related("user", "organisation")


def users_with_news() -> Sequence[int]:
    """Return the ids of people with a notice that is unread and was in no weekly summary."""
    with tenancy.unrestricted(reason="The weekly summary goes to people of every organisation."):
        return list(
            Notification.objects.filter(
                read_at__isnull=True,
                digested_at__isnull=True,
                recipient__left_at__isnull=True,
                recipient__user__is_active=True,
            )
            .order_by("recipient__user_id")
            .values_list("recipient__user_id", flat=True)
            .distinct()
        )


def news_of(membership: Membership) -> Sequence[Notification]:
    """Return the member's notices that a weekly summary may tell of, the oldest first."""
    return list(
        Notification.objects.filter(
            recipient_id=membership.pk, read_at__isnull=True, digested_at__isnull=True
        )
        .select_related("about__user")
        .order_by("created_at", "pk")
    )
