"""Serves issue 4, point 8: the demo world's goals rest on what its surveys found."""

from datetime import UTC, datetime

import pytest
from django.db.models import F
from django.utils import translation

from nuotio.culture.demo import going_on
from nuotio.culture.demo import world as surveys
from nuotio.foundation import content, tenancy
from nuotio.goals import demo, themes
from nuotio.goals.models import Goal, StrategicCompetence, TeamMeaning
from nuotio.goals.queries import findings
from nuotio.people.demo import world as people
from nuotio.people.models import Role
from tests.people import kinds

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _world(lasting):
    """Build the world for all of these tests; no goal looks at the survey that is still open."""
    kinds.make()
    scope = tenancy.unrestricted(reason="Building in a test.")
    with pytest.MonkeyPatch.context() as patch, scope, translation.override("en"):
        patch.setattr(going_on, "build", lambda **_: None)
        people.build(seed=1, at=AT, password="!")
        surveys.build(seed=1, at=AT)
        demo.build(at=AT)


@pytest.fixture
def built(_world):
    """Leave everything of the world open."""
    with tenancy.unrestricted(reason="Looking at the demo world in a test."):
        yield


def told() -> list[dict]:
    return content.load("demo_world")["organisations"]


def test_each_organisation_has_the_goals_that_the_world_tells_of(built):
    goals = Goal.objects.values_list("organisation__slug", "title")

    assert sorted(goals) == sorted(
        (one["id"], goal["goal"]) for one in told() for goal in one["goals"]
    )
    assert Goal.objects.count() == 17


def test_goals_rest_on_what_the_first_survey_found(built):
    asked = [one["id"] for one in told() if "response_rate" in one]
    grounded = Goal.objects.filter(organisation__slug__in=asked)

    assert grounded.filter(round=None).count() == 0
    for goal in grounded.select_related("round__result"):
        with translation.override("fi"):
            found = {one.dimension: one.words for one in findings.findings_of(goal.round)}
        assert goal.finding == found[goal.dimension]
        assert goal.round.organisation_id == goal.organisation_id
        assert goal.round.closed_at < goal.made_at
        assert "ennen" in goal.round.name_fi


def test_a_goal_of_an_organisation_without_a_survey_is_marked_as_such(built):
    others = [one["id"] for one in told() if "response_rate" not in one and one["goals"]]
    goals = Goal.objects.filter(organisation__slug__in=others)

    assert sorted(goals.values_list("organisation__slug", flat=True)) == ["jarviseutu", "kaiku"]
    assert [goal.has_ground for goal in goals] == [False, False]


def test_whoever_signed_may_sign_and_the_day_is_not_to_come(built):
    decided = Goal.objects.filter(state=Goal.State.DECIDED)

    assert 0 < decided.count() <= Goal.objects.count()
    assert decided.filter(hr_signed_at__gt=AT).count() == 0
    assert decided.filter(management_signed_at__gt=AT).count() == 0
    for goal in decided.select_related("hr_signed_by", "management_signed_by"):
        assert goal.missing == []
        assert Role.HR in goal.hr_signed_by.roles
        assert Role.MANAGEMENT in goal.management_signed_by.roles
    assert Goal.objects.exclude(state=Goal.State.DECIDED).exclude(hr_signed_by=None).count() == 0


def test_every_goal_goes_on_and_says_by_what_sign_it_is_seen(built):
    assert Goal.objects.filter(ends_on__lte=AT.date()).count() == 0
    assert Goal.objects.filter(sign="").count() == 0


def test_themes_can_be_compared_between_organisations(built):
    used = set(Goal.objects.values_list("theme", flat=True))

    assert used <= themes.codes()
    assert len(used) > 4


def test_teams_say_in_their_own_words_what_a_competence_means(built):
    assert StrategicCompetence.objects.count() == 4
    assert TeamMeaning.objects.count() == 5
    assert TeamMeaning.objects.exclude(unit__organisation=F("organisation")).count() == 0
    assert TeamMeaning.objects.exclude(competence__organisation=F("organisation")).count() == 0
    assert TeamMeaning.objects.filter(changed_at__gt=AT).count() == 0


def test_the_world_is_the_same_when_it_is_built_again(built):
    first = _told_of_goals()

    Goal.objects.all().delete()
    StrategicCompetence.objects.all().delete()
    demo.build(at=AT)

    assert _told_of_goals() == first


def _told_of_goals() -> list[dict]:
    left_out = {"id"}
    rows = Goal.objects.order_by("once").values()
    return [{key: value for key, value in row.items() if key not in left_out} for row in rows]
