from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuotio.people.queries import sign_ins as queries
from nuotio.people.requests import SignedInRequest
from nuotio.people.services import sign_ins as services


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_ins(request: SignedInRequest) -> HttpResponse:
    """Show a person who came in as them and where they are signed in; end the other sessions."""
    current = str(request.session.session_key)
    if request.method == "POST":
        services.end_other_sessions(by=request.user, keep=current)
        messages.success(request, _("You are now signed in on this device only."))
        return redirect("people:sign_ins")
    pages = Paginator(queries.sign_ins_of(request.user), 20)
    context = {
        "sessions": queries.open_sessions(request.user, current=current, at=timezone.now()),
        "way_in_words": queries.way_in_words,
        "page": pages.get_page(request.GET.get("page")),
    }
    return render(request, "people/sign_ins/sign_ins.html", context)
