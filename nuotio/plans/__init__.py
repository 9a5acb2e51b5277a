"""Mentors' plans, experiments in daily work, reflections, and the practices that come of them."""
