"""What the room keeps of a person: shown, exported, erased and forgotten by the room `privacy`."""
