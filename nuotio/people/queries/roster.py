from nuotio.people.models import (
    Invitation,
    Membership,
    Organisation,
    Role,
    RoleHolding,
    RosterImport,
    Unit,
)
from nuotio.people.queries import organisations
from nuotio.people.rosters import rows
from nuotio.people.rosters.deciding import Decision, decide
from nuotio.people.rosters.known import Known, KnownPerson, KnownUnit
from nuotio.people.rosters.spoken import folded
from nuotio.people.rules.roles import STEERING


def roster_at(pk: int, *, viewer: Membership) -> RosterImport | None:
    """Return one roster file of the viewer's organisation."""
    found: RosterImport | None = RosterImport.objects.filter(
        pk=pk, organisation_id=viewer.organisation_id
    ).first()
    return found


def decision_on(roster: RosterImport, organisation: Organisation) -> Decision:
    """Return what a roster would do to its organisation as that is now."""
    return decide([rows.from_words(words) for words in roster.rows], known_to(organisation))


def known_to(organisation: Organisation) -> Known:
    """Return what a list is compared with; five queries."""
    titles = organisations.titles_of(organisation)
    return Known(
        people=[*_invited(organisation), *_members(organisation)],
        units=_units(organisation),
        titles={
            folded(name): title.role
            for title in titles
            for name in (title.name_fi, title.name_sv, title.name_en)
            if name
        },
        language=next(iter(organisation.languages), "fi"),
        is_provider=organisation.is_provider,
    )


def _members(organisation: Organisation) -> list[KnownPerson]:
    held: dict[int, set[str]] = {}
    holdings = RoleHolding.objects.filter(organisation_id=organisation.pk).exclude(
        state=RoleHolding.State.ENDED
    )
    for member_id, role in holdings.values_list("membership_id", "role"):
        held.setdefault(member_id, set()).add(role)
    members = Membership.objects.filter(organisation_id=organisation.pk, left_at__isnull=True)
    return [
        KnownPerson(
            pk=pk,
            email=email,
            name=name,
            unit_id=unit_id,
            job_title=job_title,
            supervisor=supervisor or "",
            roles=frozenset(held.get(pk, ())),
            is_member=True,
        )
        for pk, email, name, unit_id, job_title, supervisor in members.order_by("pk").values_list(
            "pk", "user__email", "user__name", "unit_id", "job_title", "supervisor__user__email"
        )
    ]


def _invited(organisation: Organisation) -> list[KnownPerson]:
    invitations = Invitation.objects.filter(
        organisation_id=organisation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    return [
        KnownPerson(
            pk=invitation.pk,
            email=invitation.email,
            name=invitation.name,
            unit_id=invitation.unit_id,
            job_title=invitation.job_title,
            supervisor=invitation.supervisor_email,
            roles=frozenset(invitation.roles) - {"employee"},
            is_member=False,
            is_sent=invitation.sent_at is not None,
        )
        for invitation in invitations.order_by("pk")
    ]


def _units(organisation: Organisation) -> list[KnownUnit]:
    rows = {unit.pk: unit for unit in Unit.objects.filter(organisation_id=organisation.pk)}
    return [
        KnownUnit(pk, (unit.name_fi, unit.name_sv, unit.name_en), _path(unit, rows))
        for pk, unit in sorted(rows.items())
    ]


def _path(unit: Unit, rows: dict[int, Unit]) -> str:
    """Return the names from the top down to a unit: "Palvelut / Neuvonta"."""
    names, here = [unit.name_fi], unit.parent_id
    while here in rows:
        names.append(rows[here].name_fi)
        here = rows[here].parent_id
    return " / ".join(reversed(names))


def role_names(organisation: Organisation) -> dict[str, str]:
    """Return what each role that a list may name is called in the organisation."""
    left_out = Role.MENTOR if organisation.is_provider else Role.TRAINER
    return {
        role.value: organisations.role_name(role, organisation) for role in Role if role != left_out
    }


def first_steward(organisation: Organisation) -> Membership | None:
    """Return the HR or coordinator who joined first and still is there."""
    found: Membership | None = (
        Membership.objects.filter(
            organisation_id=organisation.pk,
            left_at__isnull=True,
            role_holdings__role__in=STEERING,
            role_holdings__state=RoleHolding.State.ACTIVE,
        )
        .select_related("organisation__kind", "user")
        .order_by("joined_at", "pk")
        .first()
    )
    return found
