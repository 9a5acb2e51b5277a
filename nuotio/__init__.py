"""Nuotio: workplace learning mentoring for many organisations at once."""
