"""Who may do and see what in programmes."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import topics

topics["programmes"] = _("Programmes that several organisations share")
