from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "nuotio.ui"
