from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "nuotio.evaluation"

    def ready(self) -> None:
        from nuotio.evaluation import (  # noqa: PLC0415 -- the registry is ready now
            handlers,  # noqa: F401 -- begins to listen
            tasks,
            ways,  # noqa: F401 -- leads here from goals
        )

        tasks.put_on_schedule()
