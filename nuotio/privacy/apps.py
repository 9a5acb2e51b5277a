from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "nuotio.privacy"

    def ready(self) -> None:
        import_module("nuotio.privacy.privacy")
        schedule = import_module("nuotio.foundation.schedule")
        tasks = import_module("nuotio.privacy.tasks")
        schedule.daily(3, tasks.forget_what_is_past)
