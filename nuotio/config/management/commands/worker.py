import logging
import os
import threading
from argparse import ArgumentParser
from typing import Any

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from nuotio.config.management.plain import PlainCommand
from nuotio.foundation import row_security, schedule

log = logging.getLogger(__name__)
TICK_SECONDS = 15


class Command(PlainCommand):
    help = "Do the work in the background: mail, digests, forgetting; and the clock that starts it."
    # They load every page, which work in the background does without; the web has checked them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", default=1.0, type=float, help="seconds between looks")

    def handle(self, *, interval: float, **_options: Any) -> None:
        row_security.require_walls()
        stopping = threading.Event()
        clock = threading.Thread(target=_tick, args=[stopping], daemon=True)
        clock.start()
        worker = Worker(
            queue_names=["default"],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"worker-{os.getpid()}",
            excluded_queue_names=[],
        )
        worker.configure_signals()
        try:
            worker.run()
        finally:
            stopping.set()


def _tick(stopping: threading.Event) -> None:
    """Beat and enqueue what is due until told to stop; a database that is away is tried again."""
    while not stopping.is_set():
        try:
            at = timezone.now()
            schedule.beat(at=at)
            schedule.enqueue_due(at=at)
        except DatabaseError:
            log.exception("The clock could not reach the database; it tries again.")
        finally:
            close_old_connections()
        stopping.wait(TICK_SECONDS)
