from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FoundationConfig(AppConfig):
    name = "nuotio.foundation"

    def ready(self) -> None:
        from nuotio.foundation import row_security, tasks  # noqa: PLC0415 -- the registry is ready now

        pre_migrate.connect(row_security.lower_guards, dispatch_uid="nuotio.guards")
        post_migrate.connect(row_security.raise_walls, dispatch_uid="nuotio.walls")
        tasks.put_on_schedule()
