from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.people.forms.profiles import ProfileForm, WordsField, stored_profile
from nuotio.people.models import Profile
from nuotio.people.queries import editors
from nuotio.people.queries import profiles as queries
from nuotio.people.rules import mentors as rules
from nuotio.people.services import profiles as services
from tests.factories import LONG_AGO, MembershipFactory, ProfileFactory, RoleHoldingFactory


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def member(inside):
    member = MembershipFactory(job_title="nurse")
    inside(member)
    return member


def words(**changes):
    fields = {
        "job_title": "archivist",
        "about": "I ask and listen.",
        "interests": ["Äänen käyttö"],
        "strengths": ["facilitation"],
        "languages": ["fi"],
        "training": ["Coaching 2026"],
    }
    return services.ProfileWords(**{**fields, **changes})


def audited():
    return list(AuditEntry.objects.values_list("action", "actor_id", "subject_id"))


def test_a_person_tells_of_herself(member, now):
    """Serves R13, R14."""
    services.write_profile(words(), by=member, version=1, at=now)

    member.refresh_from_db()
    profile = Profile.objects.get()
    assert (profile.membership, profile.about) == (member, "I ask and listen.")
    assert (profile.interests, profile.strengths) == (["Äänen käyttö"], ["facilitation"])
    assert (profile.languages, profile.training) == (["fi"], ["Coaching 2026"])
    assert (profile.updated_at, profile.version) == (now, 2)
    assert profile.found_by == "äänen käyttö facilitation coaching 2026"
    assert member.job_title == "archivist"
    assert audited() == [("people.edit_profile", member.user_id, member.user_id)]


def test_the_same_profile_sent_twice_is_written_once(member, now):
    services.write_profile(words(), by=member, version=1, at=LONG_AGO)

    again = services.write_profile(words(), by=member, version=1, at=now)

    assert (again.version, again.updated_at) == (2, LONG_AGO)
    assert len(audited()) == 1


def test_a_new_job_alone_is_a_change(member, now):
    """Serves R14."""
    services.write_profile(words(), by=member, version=1, at=LONG_AGO)

    services.write_profile(words(job_title="librarian"), by=member, version=2, at=now)

    member.refresh_from_db()
    assert (member.job_title, Profile.objects.get().version) == ("librarian", 3)


def test_an_empty_profile_is_a_profile(member, now):
    empty = words(job_title="nurse", about="", interests=[], strengths=[], languages=[])

    made = services.write_profile(
        services.ProfileWords(**{**vars(empty), "training": []}), by=member, version=1, at=now
    )

    assert (made.version, made.found_by, made.is_complete) == (2, "", False)


def test_the_slower_of_two_windows_is_told_and_changes_nothing(member, now):
    services.write_profile(words(), by=member, version=1, at=now)

    with pytest.raises(versions.EditedMeanwhile) as late:
        services.write_profile(words(about="Other words"), by=member, version=1, at=now)

    assert late.value.theirs.about == "I ask and listen."
    assert Profile.objects.get().about == "I ask and listen."
    assert len(audited()) == 1


def test_who_has_left_writes_no_profile(member, now):
    member.left_at = LONG_AGO

    with pytest.raises(PermissionDenied, match="written by the person herself"):
        services.write_profile(words(), by=member, version=1, at=now)

    assert (Profile.objects.count(), audited()) == (0, [])


def test_a_profile_is_written_by_the_person_only(member):
    hr = MembershipFactory(organisation=member.organisation, hr=True)

    assert rules.can_edit_profile(member, member)
    assert not rules.can_edit_profile(hr, member)


@pytest.mark.parametrize(
    ("state", "is_seen"), [("active", True), ("paused", True), ("ended", False), ("", False)]
)
def test_a_profile_is_seen_while_the_person_is_a_mentor(member, state, is_seen):
    """Serves R22, R26: the directory shows a mentor on pause, too."""
    colleague = MembershipFactory(organisation=member.organisation)
    if state:
        RoleHoldingFactory(membership=member, state=state)

    assert rules.can_see_profile(colleague, member) is is_seen
    assert rules.can_see_profile(member, member)
    assert not rules.can_see_profile(MembershipFactory(), member)


def test_the_profile_of_one_who_has_left_is_seen_by_nobody(member):
    RoleHoldingFactory(membership=member)
    member.left_at = LONG_AGO

    colleague = MembershipFactory(organisation=member.organisation, hr=True)
    assert not rules.can_see_profile(colleague, member)


def test_where_nothing_is_written_the_profile_is_empty_and_not_stored(member):
    ProfileFactory()

    found = queries.profile_of(member)

    assert (found.pk, found.membership, found.version) == (None, member, 1)
    assert Profile.objects.count() == 0


def test_a_written_profile_is_found(member):
    profile = ProfileFactory(membership=member)

    assert queries.profile_of(member) == profile
    assert editors.last_editor(profile) is None


def test_who_wrote_last_is_known(member, now):
    profile = services.write_profile(words(), by=member, version=1, at=now)

    assert editors.last_editor(profile) == member.user


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        ({}, "interests"),
        ({"interests": ["a"]}, "strengths"),
        ({"interests": ["a"], "strengths": ["b"]}, "languages"),
        ({"interests": ["a"], "strengths": ["b"], "languages": ["fi"]}, ""),
    ],
)
def test_the_first_part_that_is_missing_is_named(written, missing):
    profile = Profile(**written)

    assert queries.missing_part(profile) == missing
    assert profile.is_complete is (missing == "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("listening, facilitation", ["listening", "facilitation"]),
        (" listening ;facilitation\nnotes,, ", ["listening", "facilitation", "notes"]),
        ("giving   feedback, giving feedback", ["giving feedback"]),
        ("", []),
        (None, []),
        (",;", []),
    ],
)
def test_words_are_separated_by_commas_and_lines(typed, kept):
    assert WordsField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (",".join(f"w{n}" for n in range(13)), "Choose at most twelve."),
        ("x" * 61, "Use short words, and commas between them."),
        ("x" * 1001, "Ensure this value has at most 1000 characters (it has 1001)."),
    ],
)
def test_too_many_or_too_long_words_are_told(typed, says):
    with pytest.raises(ValidationError) as refused:
        WordsField().clean(typed)

    assert refused.value.messages == [says]


@pytest.mark.django_db
def test_the_form_tells_every_language_once_and_shows_them_apart(member):
    data = QueryDict(
        "version=1&languages=fi&languages=sv&other_languages=viittomakieli, fi&job_title= nurse "
    )
    form = ProfileForm(data, profile=Profile(), member=member)

    assert form.is_valid(), form.errors
    told = form.words()
    shown = stored_profile(Profile(languages=told.languages), member)
    assert told.languages == ["fi", "sv", "viittomakieli"]
    assert told.job_title == "nurse"
    assert (shown["languages"], shown["other_languages"]) == (["fi", "sv"], "viittomakieli")


@pytest.mark.django_db
def test_many_words_in_many_profiles_stay_apart(member, now):
    other = MembershipFactory(organisation=member.organisation)
    services.write_profile(words(), by=member, version=1, at=now)

    services.write_profile(words(about="Mine"), by=other, version=1, at=now + timedelta(minutes=1))

    assert list(Profile.objects.order_by("pk").values_list("about", flat=True)) == [
        "I ask and listen.",
        "Mine",
    ]
