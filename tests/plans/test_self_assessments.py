"""Serves issue 5 (reflection), R77 to R83: a mentor judges herself at three moments, alone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.plans import competences
from nuotio.plans.models import SelfAssessment
from nuotio.plans.queries import self_assessments as queries
from nuotio.plans.rules import entries as rules
from nuotio.plans.services import self_assessments as services
from tests.factories import LONG_AGO, MembershipFactory
from tests.plans.conftest import person
from tests.plans.factories import SelfAssessmentFactory

pytestmark = pytest.mark.django_db
ALL = {f"mentor_{n}": 3 for n in range(1, 9)}


def at(member):
    return reverse("plans:self_assessment", args=[member.organisation.slug])


def stored():
    rows = SelfAssessment.objects.order_by("pk")
    return list(rows.values_list("writer", "moment", "answers", "words", "version"))


def assess(by, now, answers=None, words="", moment="before", version=1):
    return services.assess_oneself(
        moment, answers or {"mentor_1": 4}, words, by=by, at=now, version=version
    )


def test_a_half_done_view_is_kept_and_goes_on(sanna, now):
    assess(sanna, now)
    assess(sanna, now, {"mentor_1": 4, "mentor_2": 2}, "Asking", version=2)

    assert stored() == [
        (sanna.pk, "before", {"mentor_1": 4, "mentor_2": 2}, "Asking", 3),
    ]
    assert AuditEntry.objects.filter(action="plans.begin_self_assessment").count() == 1


def test_the_same_sent_twice_is_there_already(sanna, now):
    assess(sanna, now)
    assess(sanna, now)

    assert stored() == [(sanna.pk, "before", {"mentor_1": 4}, "", 2)]


def test_two_windows_do_not_overwrite_each_other(sanna, now):
    assess(sanna, now)

    with pytest.raises(versions.EditedMeanwhile):
        assess(sanna, now, {"mentor_1": 1})

    assert stored() == [(sanna.pk, "before", {"mentor_1": 4}, "", 2)]


@pytest.mark.parametrize("who", ["kirsi", "markku", "aino"])
def test_who_is_no_mentor_judges_nothing(who, request, now, as_member):
    member = request.getfixturevalue(who)
    client = as_member(member)

    with pytest.raises(PermissionDenied):
        assess(member, now)
    answers = [client.get(at(member)), client.post(at(member), {"moment": "before", "version": 1})]

    assert [one.status_code for one in answers] == [403, 403]
    assert stored() == []


def test_nobody_but_herself_sees_it_whatever_her_role(ours, sanna, jari, plan):
    view = SelfAssessmentFactory(writer=sanna)
    others = [
        jari,
        *(
            person(ours, role, **{role: True})
            for role in ("mentor", "hr", "coordinator", "management", "trainer")
        ),
        person(ours, "Aino"),
        MembershipFactory(organisation=ours, hr=True, left_at=LONG_AGO),
        MembershipFactory(mentor=True, hr=True),
    ]

    assert [bool(rules.can_see_self_assessment(one, view)) for one in others] == [False] * 9
    assert [dict(queries.own_views(one)) for one in others] == [{}] * 9
    assert rules.can_see_self_assessment(sanna, view) is True
    assert queries.own_views(sanna) == {"before": view}


def test_no_page_of_another_shows_it(sanna, jari, plan, as_member):
    SelfAssessmentFactory(writer=sanna, answers=ALL, words="CANARY words")

    page = as_member(jari).get(at(jari)).content.decode()

    assert "CANARY" not in page
    assert "When you have answered, you see your view here" in page


def posted(**changes):
    return {"moment": "before", "mentor_1": "4", "words": "", "version": "1", **changes}


def test_she_answers_what_she_can_and_sees_it_at_once(sanna, as_member):
    client = as_member(sanna)

    page = client.post(at(sanna), posted(words="I learn by asking."), follow=True)

    text = page.content.decode()
    assert page.redirect_chain == [(f"{at(sanna)}?moment=before#seen", 302)]
    assert "Saved. Only you read this." in text
    assert "No colleague, supervisor, HR or coordinator sees it" in text
    assert "This is where you began." in text
    assert "I learn by asking.</blockquote>" not in text
    assert "I learn by asking." in text
    assert stored() == [(sanna.pk, "before", {"mentor_1": 4}, "I learn by asking.", 2)]


def test_each_answer_is_saved_as_she_goes(sanna, as_member):
    client, as_program = as_member(sanna), {"Accept": "application/json"}

    first = client.post(at(sanna), posted(), headers=as_program)
    late = client.post(at(sanna), posted(mentor_1="5"), headers=as_program)
    wrong = client.post(at(sanna), posted(mentor_1="6", version="2"), headers=as_program)

    assert [(one.status_code, one.json()) for one in (first, late, wrong)] == [
        (200, {"version": 2}),
        (409, {}),
        (422, {}),
    ]
    assert stored() == [(sanna.pk, "before", {"mentor_1": 4}, "", 2)]


def test_another_windows_words_are_put_beside(sanna, as_member):
    SelfAssessmentFactory(writer=sanna, words="The first window", version=2)

    page = as_member(sanna).post(at(sanna), posted(words="The second window")).content.decode()

    assert "The first window" in page
    assert "The second window" in page
    assert "You have just changed this in another window." in page
    assert stored()[0][3] == "The first window"


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ([], "before"),
        (["before"], "after"),
        (["before", "after"], "looking_back"),
        (["before", "after", "looking_back"], "after"),
    ],
    ids=str,
)
def test_the_page_opens_at_the_moment_that_comes_next(sanna, as_member, told, moment):
    for one in told:
        SelfAssessmentFactory(writer=sanna, moment=one)

    page = as_member(sanna).get(at(sanna)).content.decode()

    assert f'name="moment" value="{moment}"' in page
    assert ("Why look back?" in page) is (moment == "looking_back")


def test_looking_back_is_explained_and_a_made_up_moment_is_not_taken(sanna, as_member):
    client = as_member(sanna)

    back = client.get(at(sanna), {"moment": "looking_back"}).content.decode()
    made_up = client.get(at(sanna), {"moment": "tomorrow"}).content.decode()
    refused = client.post(at(sanna), posted(moment="tomorrow"))

    assert "Who has learned often judges the beginning anew, and usually lower." in back
    assert 'name="moment" value="before"' in made_up
    assert refused.status_code == 200
    assert stored() == []


def test_three_moments_stand_side_by_side(sanna, as_member):
    SelfAssessmentFactory(writer=sanna, answers=ALL, words="Then")
    SelfAssessmentFactory(writer=sanna, moment="after", answers=ALL | {"mentor_5": 5})
    SelfAssessmentFactory(writer=sanna, moment="looking_back", answers={"mentor_5": 2})

    page = as_member(sanna).get(at(sanna)).content.decode()

    assert '<th scope="row">Meeting change</th><td>3.0</td><td>4.0</td><td>2.0</td>' in page
    assert "You feel surer now than at the beginning. Looking back, you put your beginning" in page
    assert "You feel about as sure now as at the beginning." in page
    assert page.count('class="between"') == 5


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_moments(
    sanna, as_member, count, django_assert_num_queries
):
    for moment in SelfAssessment.Moment.values[:count]:
        SelfAssessmentFactory(writer=sanna, moment=moment, words="My words")
    SelfAssessmentFactory(words="My words")
    client = as_member(sanna)

    # of every page: session, user, membership, roles, notices; then her own views
    with django_assert_num_queries(6):
        page = client.get(at(sanna), {"moment": "before"}).content.decode()

    assert page.count('<blockquote class="quote">My words') == count


SENTENCES = [
    ({}, "You have not told of this yet."),
    ({"before": 3}, "This is where you began. You can look again after the coaching."),
    ({"after": 3}, "This is how you see it now. Looking back would show where you began."),
    ({"looking_back": 3}, "This is how you see your beginning. Tell how it is now, too."),
    ({"before": 3, "after": 3.5}, "You feel surer now than at the beginning."),
    ({"before": 3, "after": 3.4}, "You feel about as sure now as at the beginning."),
    (
        {"before": 3, "after": 2.5},
        "You feel less sure now than at the beginning. It may be worth talking over.",
    ),
    ({"looking_back": 2, "after": 3}, "You feel surer now than at the beginning."),
    (
        {"before": 3, "looking_back": 2.5, "after": 3},
        (
            "You feel surer now than at the beginning. Looking back, you put your beginning lower"
            " than you did then: that is usual when one has learned what it takes."
        ),
    ),
    (
        {"before": 3, "looking_back": 3, "after": 3},
        "You feel about as sure now as at the beginning.",
    ),
]


@pytest.mark.parametrize(("means", "sentence"), SENTENCES, ids=str)
def test_one_plain_sentence_claims_no_cause(means, sentence):
    assert competences.Seen("Asking", means).sentence == sentence


def test_every_statement_belongs_to_one_competence():
    grouped = [code for _name, codes in competences.COMPETENCES for code in codes]

    assert sorted(grouped) == sorted(item.code for item in competences.statements())


def test_a_competence_is_the_mean_of_what_was_answered():
    seen = competences.picture({"before": {"mentor_1": 2, "mentor_2": 3, "mentor_5": 4}})

    assert [dict(one.means) for one in seen] == [
        {"before": 4},
        {},
        {},
        {"before": 2.5},
        {"before": 3},
    ]
