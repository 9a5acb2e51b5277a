from nuotio.foundation.events import listens_to
from nuotio.notifications import kinds, links, queries, wording
from nuotio.notifications.handlers import readers
from nuotio.notifications.services.notices import News
from nuotio.people import events as people
from nuotio.people.models import Membership, Role, RoleHolding, RoleTitle


@listens_to(people.RoleTaken)
def tell_of_taken_role(event: people.RoleTaken) -> None:
    """Tell HR who has begun; and the member, where somebody else gave the role."""
    member = readers.member(event.membership_id)
    if member is None:
        return
    _tell_hr(member, event.role, "taken", besides=event.by_user_id)
    giver = Membership.objects.filter(user_id=event.by_user_id).select_related("user").first()
    if giver is None or giver.pk == member.pk:
        return
    holding = _holding(member, event.role)
    news = News(
        kinds.ROLE_GIVEN,
        key=f"role_given:{event.role}:{_moment(holding)}",
        path=links.path_to("people:own_roles", organisation=member.organisation.slug),
        about=giver,
        params={"role": _words_of(event.role, holding)},
    )
    readers.tell(member, news)


@listens_to(people.RolePaused)
def tell_of_paused_role(event: people.RolePaused) -> None:
    """Tell HR that a member rests from a role, or is back."""
    member = readers.member(event.membership_id)
    if member is not None:
        _tell_hr(member, event.role, "paused" if event.is_paused else "resumed")


@listens_to(people.RoleLeft)
def tell_of_left_role(event: people.RoleLeft) -> None:
    """Tell HR that a member has left a role."""
    member = readers.member(event.membership_id)
    if member is not None:
        _tell_hr(member, event.role, "left")


def _tell_hr(member: Membership, role: str, change: str, *, besides: int | None = None) -> None:
    holding = _holding(member, role)
    news = News(
        kinds.ROLE_CHANGED,
        key=f"role_changed:{member.pk}:{role}:{change}:{_moment(holding)}",
        path=readers.page_of(member),
        about=member,
        params={"role": _words_of(role, holding), "change": change},
    )
    for reader in queries.holders_of(member.organisation_id, Role.HR):
        if reader.pk != member.pk and reader.user_id != besides:
            readers.tell(reader, news)


def _words_of(role: str, holding: RoleHolding | None) -> dict[str, str]:
    """Return the organisation's own title for the role, in three languages."""
    title = holding.title if holding else None
    title = title or RoleTitle.objects.filter(role=role, is_default=True).first()
    return wording.in_three(lambda: title.name if title else Role(role).label)


def _holding(member: Membership, role: str) -> RoleHolding | None:
    held = RoleHolding.objects.filter(membership=member, role=role).select_related("title")
    return held.order_by("-changed_at", "-pk").first()


def _moment(holding: RoleHolding | None) -> str:
    """Return when the role last changed: the same change, told again, has the same moment."""
    return "" if holding is None else f"{holding.changed_at:%Y%m%dT%H%M%S}"
