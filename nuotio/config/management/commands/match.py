import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from nuotio.config.management.plain import PlainCommand
from nuotio.support import matching
from nuotio.support.matching import reading, telling

LARGEST_FILE = 100 * 1024 * 1024


class Command(PlainCommand):
    help = "Print who serves which request of a JSON file within the mentors' hours; no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        try:
            found = matching.solve(reading.read(_content(file)))
        except (matching.WrongProblem, matching.Infeasible) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(telling.told(found), ensure_ascii=False))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandError(f"The file {file} is larger than 100 MB; split it.")
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"The file {file} cannot be opened: {error.strerror}.") from error
