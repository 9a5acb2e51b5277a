"""What the room keeps of a person."""
