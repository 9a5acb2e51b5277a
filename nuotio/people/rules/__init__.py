"""Who may do and see what with organisations and their people."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import topics

topics["people"] = _("People, roles and working time")
