"""Commands that say what went wrong in one plain sentence, with exit status 1."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class PlainCommand(BaseCommand):
    """A command of ours; called from Python it raises CommandError as Django's do."""

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run the command."""
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if not getattr(self, "_called_from_command_line", False):
                raise
            sys.stderr.write(f"{' '.join(str(error).split())}\n")
            sys.exit(error.returncode)
