"""Organisations, their units and people: memberships, roles, invitations, time shares."""
