from django.db import models
from django.utils.translation import gettext_lazy as _


class Feedback(models.Model):
    """Someone tells that the service is hard to use; the law gives two weeks for an answer."""

    once = models.UUIDField(unique=True)
    message = models.TextField(_("what was difficult"), max_length=4000)
    page = models.CharField(_("on which page"), max_length=300, blank=True)
    email = models.EmailField(_("your e-mail"), blank=True)
    language = models.CharField(max_length=2, default="fi")
    sent_at = models.DateTimeField(db_index=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"feedback {self.pk}"
