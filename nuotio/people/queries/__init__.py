from nuotio.people.queries.members import membership_at, memberships_of

__all__ = ["membership_at", "memberships_of"]
