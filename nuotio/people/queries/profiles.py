from nuotio.people.models import Membership, Profile


def profile_of(member: Membership) -> Profile:
    """Return the member's profile; an empty one, not stored, where nothing has been written."""
    found: Profile | None = Profile.objects.filter(membership=member).first()
    return found or Profile(organisation_id=member.organisation_id, membership=member)


def missing_part(profile: Profile) -> str:
    """Return the first part that a colleague would miss: interests, strengths, languages or ''."""
    parts = ("interests", "strengths", "languages")
    return next((part for part in parts if not getattr(profile, part)), "")
