"""The room's part of the demo world: thirty requests in all states."""
