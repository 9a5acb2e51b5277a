from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "nuotio.people"

    def ready(self) -> None:
        import_module("nuotio.people.privacy")
        import_module("nuotio.people.signals.sign_ins")
