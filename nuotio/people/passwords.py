"""What a good password is, said in our own words; Django's are not all translated."""

from typing import Any

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("This is short. Write at least %(count)d characters.") % {"count": self.min_length}


class UnlikeThePerson(password_validation.UserAttributeSimilarityValidator):
    def __init__(self, **options: Any) -> None:
        super().__init__(user_attributes=("name", "email"), **options)

    def get_error_message(self) -> str:
        return _("This is too much like your name or your e-mail.")


class Uncommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password, so it is guessed first. Choose another.")
