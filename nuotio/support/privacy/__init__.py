"""What the room keeps of a person: shown, exported, erased and forgotten by the room `privacy`.

What a mentor said of herself goes with her. Requests, promises and hours belong to the
organisation and stay whole; where she stood, nobody is named.
"""

from nuotio.support.privacy import mentors, requests

__all__ = ["mentors", "requests"]
