from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import slugify

from nuotio.foundation import tenancy
from nuotio.people.models import Organisation, OrganisationKind, Role, RoleHolding, RoleTitle

KEPT = "_own_titles"
TITLES = (
    "SELECT * FROM people_roletitle WHERE organisation_id = %s ORDER BY role, is_default DESC, id"
)
LONGEST_SLUG = 50


def kinds(*, provider: bool = False) -> QuerySet[OrganisationKind]:
    """Return the kinds of organisations that join programmes, or that provide them."""
    return OrganisationKind.objects.filter(is_provider=provider).order_by("position", "pk")


def is_slug_free(slug: str) -> bool:
    """Say whether no organisation has this address."""
    return not Organisation.objects.filter(slug=slug).exists()


def free_slug(name: str) -> str:
    """Propose an address made of the name, with a number where the plain one is taken."""
    wanted = slugify(name)[:LONGEST_SLUG].strip("-") or "organisation"
    taken = set(
        Organisation.objects.filter(slug__startswith=wanted[: LONGEST_SLUG - 4]).values_list(
            "slug", flat=True
        )
    )
    numbered = (f"{wanted[: LONGEST_SLUG - 4]}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def titles_of(organisation: Organisation) -> Sequence[RoleTitle]:
    """Return the organisation's own names for roles, the usual one of a role first.

    Asks the database once for each `organisation` object and keeps the answer on it.
    """
    kept: Sequence[RoleTitle] | None = organisation.__dict__.get(KEPT)
    if kept is None:
        kept = organisation.__dict__[KEPT] = list(RoleTitle.objects.raw(TITLES, [organisation.pk]))
    return kept


def prefetch_titles(organisations: Iterable[Organisation]) -> None:
    """Load the titles of several organisations with one query, for `role_name` in a list."""
    wanted = list(organisations)
    with tenancy.unrestricted(reason="Names of roles, in organisations the caller has loaded."):
        titles = list(
            RoleTitle.objects.filter(organisation__in=wanted).order_by("role", "-is_default", "pk")
        )
    for organisation in wanted:
        organisation.__dict__[KEPT] = [t for t in titles if t.organisation_id == organisation.pk]


def role_name(
    what: RoleHolding | str, organisation: Organisation, *, language: str | None = None
) -> str:
    """Return what a role is called in the organisation: its own title, else the standard word.

    A holding with a title of its own (fetch it with select_related) has that one; else the usual
    title of the role. In the active language unless another (fi, sv, en) is asked for.
    """
    own = what.title if isinstance(what, RoleHolding) else None
    role = what.role if isinstance(what, RoleHolding) else what
    usual = (t for t in titles_of(organisation) if t.role == role and t.is_default)
    title: RoleTitle | None = own or next(usual, None)
    with translation.override(language or translation.get_language()):
        return title.name if title else str(Role(role).label)
