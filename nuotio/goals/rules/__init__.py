"""Who may do and see what with goals and strategic competences."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import topics

topics["goals"] = _("Management's goals")
