from django.db import models

from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest


def faster(row: models.Model, request: OrganisationRequest) -> str:
    """Return the name of whoever saved first; empty where that was the same person."""
    editor = editors.last_editor(row)
    return "" if editor is None or editor == request.user else str(editor)
