from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership, Profile
from nuotio.people.rules import mentors as rules

WRITTEN = ("about", "interests", "strengths", "languages", "training")


@dataclass(frozen=True)
class ProfileWords:
    """What a person tells of herself; the lists hold short words."""

    job_title: str
    about: str
    interests: list[str]
    strengths: list[str]
    languages: list[str]
    training: list[str]


@transaction.atomic
def write_profile(words: ProfileWords, *, by: Membership, version: int, at: datetime) -> Profile:
    """Save the own profile; versions.EditedMeanwhile where another window was faster."""
    member = Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rules.can_edit_profile.require(by, member)
    profile: Profile
    profile, is_new = Profile.objects.get_or_create(
        membership=member, defaults={"organisation_id": member.organisation_id}
    )
    told = {name: getattr(words, name) for name in WRITTEN}
    is_same = told == {name: getattr(profile, name) for name in WRITTEN}
    if is_same and member.job_title == words.job_title and not is_new:
        return profile
    versions.claim(profile, seen=version)
    for name, value in told.items():
        setattr(profile, name, value)
    profile.updated_at = at
    profile.found_by = searchable(words.interests, words.strengths, words.training)
    profile.save()
    member.job_title = words.job_title
    member.save(update_fields=["job_title"])
    audit.record("people.edit_profile", profile, actor_id=by.user_id, subject_id=by.user_id)
    return profile


def searchable(*lists: list[str]) -> str:
    """Return the words that a search looks in, in lower case; name and job are searched apart."""
    return " ".join(word for words in lists for word in words).lower()
