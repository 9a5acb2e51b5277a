from nuotio.culture.events import RoundAnnounced
from nuotio.culture.tasks import tell_of_rounds
from nuotio.foundation import schedule
from nuotio.foundation.events import listens_to


@listens_to(RoundAnnounced)
def tell_soon(_event: RoundAnnounced) -> None:
    """Let the worker send the first letters at once, without waiting for its ten minutes."""
    schedule.enqueue_once(tell_of_rounds)
