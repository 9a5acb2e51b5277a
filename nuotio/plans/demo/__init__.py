"""Writes plans, experiments, reflections and practices of the demo world upon its people."""
