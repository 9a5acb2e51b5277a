from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "nuotio.plans"

    def ready(self) -> None:
        from nuotio.plans import (  # noqa: PLC0415 -- the registry is ready now
            handlers,  # noqa: F401 -- begins to listen
            notices,  # noqa: F401 -- adds its kinds
            privacy,  # noqa: F401 -- says what the room keeps
            tasks,
            ways,  # noqa: F401 -- leads here from goals
        )

        tasks.put_on_schedule()
