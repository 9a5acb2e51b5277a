from django.apps import AppConfig


class CultureConfig(AppConfig):
    name = "nuotio.culture"
