"""What other rooms, and this one, announce, and what follows from it here."""

from nuotio.programmes.handlers import leaving

__all__ = ["leaving"]
