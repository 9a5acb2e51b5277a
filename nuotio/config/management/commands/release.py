import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from nuotio.config.management.plain import PlainCommand
from nuotio.culture import release

LARGEST_FILE = 500 * 1024 * 1024


class Command(PlainCommand):
    help = "Print what may be shown of the survey answers in a JSON file; needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        try:
            k, organisations = release.read(_content(file))
        except release.WrongInput as error:
            raise CommandError(str(error)) from error
        found = [release.released(organisation, k) for organisation in organisations]
        self.stdout.write(json.dumps({"organisations": found}, ensure_ascii=False))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandError(f"The file {file} is larger than 500 MB; split it.")
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"The file {file} cannot be opened: {error.strerror}.") from error
