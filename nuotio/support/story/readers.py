"""Who reads a request, in words. Pure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nuotio.support.models import SupportRequest

Readers = SupportRequest.Readers


def told_to_writer() -> Sequence[tuple[str, str]]:
    """Return each choice with the sentence that says who reads it then."""
    return [
        (
            Readers.INVITED.value,
            _("Read by you, HR, the coordinators and the mentors who are asked. Nobody else."),
        ),
        (
            Readers.MENTORS.value,
            _("Read by you, HR, the coordinators and every learning mentor in your organisation."),
        ),
        (
            Readers.ORGANISATION.value,
            _("Read by everybody in your organisation, with your name."),
        ),
    ]


def told_to_reader(request: SupportRequest) -> str:
    """Return the sentence that stands below a request."""
    if request.state == SupportRequest.State.DRAFT:
        return _("Only you read this draft.")
    told = {
        Readers.INVITED.value: _(
            "Read by who asked, HR, the coordinators and the mentors who are asked. Nobody else."
        ),
        Readers.MENTORS.value: _(
            "Read by who asked, HR, the coordinators and every learning mentor here."
        ),
        Readers.ORGANISATION.value: _("Read by everybody in the organisation."),
    }
    return told[request.readers]
