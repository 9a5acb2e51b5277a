"""The door: who is signed in, and which organisation the address opens for them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve

from nuotio.foundation import tenancy
from nuotio.people import kept_forms
from nuotio.people.queries import members

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask for sign-in on every page that does not say otherwise; keep what was typed.

    Where a page needs no sign-in, nobody asks who it is: not even the session is opened.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        page = kept_forms.page_of(request)
        if page == request.get_full_path():  # else the form had only a button, to press again
            kept_forms.keep(request)
        return redirect_to_login(
            page, self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


class OrganisationMiddleware:
    """Open the organisation in the address, if the person belongs to it, around the response."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug = _slug_in(request.path_info)
        if slug is None or not request.user.is_authenticated:
            with tenancy.inside():
                return self.get_response(request)
        actor = members.membership_at(slug, user=request.user)
        if actor is None:
            raise Http404
        request.actor = actor  # type: ignore[attr-defined]
        with tenancy.inside(actor.organisation_id):
            response = self.get_response(request)
            if response.status_code >= 500 and connection.in_atomic_block:
                transaction.set_rollback(True)
            return response


def _slug_in(path: str) -> str | None:
    try:
        slug = resolve(path).kwargs.get("organisation")
    except Resolver404:
        return None
    return None if slug is None else str(slug)
