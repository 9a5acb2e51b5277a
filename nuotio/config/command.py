"""The command `nuotio`: the service's own commands and Django's, with errors in one sentence."""

import os
import sys

OWNER_COMMANDS = {"migrate", "createcachetable", "flush", "sqlmigrate", "showmigrations"}
ALWAYS = {"help", "-h", "--help", "--version"}


def main() -> int:
    """Run one command; a mistake is one plain sentence on standard error, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices are small: threads only wait
    words = ["nuotio", *sys.argv[1:]]
    if len(words) > 1:
        words[1] = words[1].replace("-", "_") if not words[1].startswith("-") else words[1]
        if words[1] in OWNER_COMMANDS:
            os.environ["NUOTIO_AS_OWNER"] = "1"
    import django  # noqa: PLC0415 -- after the environment
    from django.conf import settings  # noqa: PLC0415 -- after the environment
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- the same
    from django.core.management import (  # noqa: PLC0415 -- the same
        execute_from_command_line,
        get_commands,
    )
    from django.db import DatabaseError  # noqa: PLC0415 -- the same

    try:
        settings.DEBUG  # noqa: B018 -- the first question reads every setting
    except (ImproperlyConfigured, OSError, ValueError) as error:
        return _refuse(f"A setting cannot be used: {error}")
    try:
        django.setup()
        if len(words) > 1 and words[1] not in {*get_commands(), *ALWAYS}:
            return _refuse(f"There is no command {words[1]!r}; see `nuotio help`.", status=2)
        execute_from_command_line(words)
        if words[1:2] == ["migrate"] and settings.BOX_IS_A_FILE and not _names_a_database(words):
            execute_from_command_line([*words, "--database", "box"])
    except (ImproperlyConfigured, DatabaseError, OSError) as error:
        return _refuse(str(error))
    return 0


def _names_a_database(words: list[str]) -> bool:
    return any(word.startswith("--database") for word in words)


def _refuse(why: str, *, status: int = 1) -> int:
    sys.stderr.write(f"{' '.join(why.split())}\n")
    return status
