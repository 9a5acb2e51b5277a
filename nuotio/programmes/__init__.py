"""Programmes for several organisations at once: events, assignments, pairs and mixed groups."""
