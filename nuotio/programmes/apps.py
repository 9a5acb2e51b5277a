from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nuotio.programmes"

    def ready(self) -> None:
        from nuotio.programmes import (  # noqa: PLC0415 -- the registry is ready now
            handlers,  # noqa: F401 -- begins to listen
        )
