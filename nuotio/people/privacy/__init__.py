"""What the room keeps of a person, and how the traces of one are found in any room's rows."""

from nuotio.people.privacy import kept

__all__ = ["kept"]
