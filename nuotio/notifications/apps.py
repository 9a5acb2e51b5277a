from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "nuotio.notifications"

    def ready(self) -> None:
        from nuotio.notifications import (  # noqa: PLC0415 -- the registry is ready now
            handlers,  # noqa: F401 -- begins to listen
            privacy,  # noqa: F401 -- says what the room keeps
            tasks,
        )

        tasks.put_on_schedule()
