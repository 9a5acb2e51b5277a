from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nuotio.programmes"

    def ready(self) -> None:
        from nuotio.programmes import (  # noqa: PLC0415 -- the registry is ready now
            handlers,  # noqa: F401 -- begins to listen
            notices,  # noqa: F401 -- adds its kinds
            privacy,  # noqa: F401 -- says what the room keeps
            records,  # noqa: F401 -- leads from goals to where they were decided
            tasks,
        )

        tasks.put_on_schedule()
