"""Pages that no room owns: the gallery of components, and what is shown when something fails."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuotio.ui.gallery import NOON, GalleryForm, agenda_day


@require_safe
@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its states, to operators; in development and demo to all."""
    is_operator = getattr(request.user, "is_staff", False)
    if not (settings.NUOTIO_GALLERY_OPEN or is_operator):
        raise Http404
    wrong = GalleryForm({"email": "nurse(at)example", "kinds": ["talk"]})
    context = {
        "wrong": wrong,
        "pages": Paginator(range(3), per_page=1).get_page(2),
        "day": agenda_day(),
        "noon": NOON,
    }
    return render(request, "ui/gallery.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent could not be read."""
    return _lost(request, 400, _("We could not read what was sent"), _("Go back and try again."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say who may, in the rule's own words."""
    reason = str(exception) or _("You do not have the role that this page needs.")
    return _lost(request, 403, _("This page is for other roles"), reason)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is here; the same words whether it never was or is someone else's."""
    text = _("The page may have moved, or the address has a slip in it.")
    return _lost(request, 404, _("There is nothing here"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long, and how to send it again."""
    text = _("Go back with the browser's back button. Your text is there: send it again.")
    return _lost(request, 403, _("The form was open for too long"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, without touching the database."""
    return HttpResponse(render_to_string("ui/fault.html"), status=500)


def _lost(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text}
    return render(request, "ui/lost.html", context, status=status)
