from nuotio.culture.events import ReportShared, RoundAnnounced
from nuotio.culture.tasks import tell_of_results, tell_of_rounds
from nuotio.foundation import schedule
from nuotio.foundation.events import listens_to


@listens_to(RoundAnnounced)
def tell_soon(_event: RoundAnnounced) -> None:
    """Let the worker send the first letters at once, without waiting for its ten minutes."""
    schedule.enqueue_once(tell_of_rounds)


@listens_to(ReportShared)
def tell_of_result_soon(_event: ReportShared) -> None:
    """Let the worker tell every member that there is a result to read."""
    schedule.enqueue_once(tell_of_results)
