"""Who may do and see what in the learning-culture analysis."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import topics

topics["culture"] = _("The learning-culture survey")
