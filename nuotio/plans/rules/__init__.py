"""Who may do and see what with plans, experiments, reflections and practices."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import topics

topics["plans"] = _("Plans, experiments and reflections")
