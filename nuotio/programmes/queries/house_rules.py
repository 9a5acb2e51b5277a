from collections.abc import Sequence

from nuotio.programmes.models import HouseRule, Programme


def lines_of(programme: Programme) -> Sequence[HouseRule]:
    """Return the lines of the programme's huoneentaulu, in their order; one query."""
    return list(HouseRule.objects.filter(programme=programme).order_by("position", "pk"))


def line_at(pk: int, *, programme: Programme) -> HouseRule | None:
    """Return a line of the programme's huoneentaulu."""
    found: HouseRule | None = HouseRule.objects.filter(pk=pk, programme=programme).first()
    return found
