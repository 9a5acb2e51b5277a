"""Who may do and see what with requests, mentors' hours, engagements and follow-ups."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import topics

topics["support"] = _("Support for teams")
