"""Chance that falls the same for the same seed."""

import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID


class Chance(random.Random):
    """Dice with decks: what was drawn from a deck comes again only when the deck is empty."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self._decks: dict[str, list[Any]] = {}

    def draw(self, name: str, cards: Sequence[Any]) -> Any:
        """Draw from the deck of this name; it is shuffled from the cards whenever it is empty."""
        deck = self._decks.setdefault(name, [])
        if not deck:
            deck.extend(self.sample(list(cards), len(cards)))
        return deck.pop()

    def draw_some(self, name: str, cards: Sequence[Any], count: int) -> list[Any]:
        """Draw so many different ones from the deck."""
        drawn: list[Any] = []
        while len(drawn) < min(count, len(cards)):
            card = self.draw(name, cards)
            if card not in drawn:
                drawn.append(card)
        return drawn

    def once(self) -> UUID:
        """Return an id that a form sent twice would carry."""
        return UUID(int=self.getrandbits(128), version=4)
