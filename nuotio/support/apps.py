from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "nuotio.support"

    def ready(self) -> None:
        from nuotio.support import (  # noqa: PLC0415 -- the registry is ready now
            entries,  # noqa: F401 -- puts meetings into calendars
            handlers,  # noqa: F401 -- begins to listen
            notices,  # noqa: F401 -- adds its kinds
            privacy,  # noqa: F401 -- says what the room keeps
            tasks,
        )

        tasks.put_on_schedule()
