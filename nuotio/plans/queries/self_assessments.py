from collections.abc import Mapping

from nuotio.people.models import Membership
from nuotio.plans.models import SelfAssessment
from nuotio.plans.rules import entries as rules

Moment = SelfAssessment.Moment


def own_views(viewer: Membership) -> Mapping[str, SelfAssessment]:
    """Return the viewer's own views of herself by moment; nobody else's, ever; one query."""
    rows = SelfAssessment.objects.filter(writer=viewer).order_by("pk")
    return {one.moment: one for one in rows if rules.can_see_self_assessment(viewer, one)}
