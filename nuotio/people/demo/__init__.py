"""The people of the demo world: invented, the same for the same seed, dates relative to today."""
