"""What this room listens to: each listener may hear the same announcement twice."""

from nuotio.programmes.handlers import answers, dates, leaving, records, telling

__all__ = ["answers", "dates", "leaving", "records", "telling"]
