"""Work of the room that nobody waits for."""


def put_on_schedule() -> None:
    """Enter the room's jobs into the schedule; called when the registry is ready."""
