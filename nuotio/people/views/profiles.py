from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.forms.profiles import ProfileForm, stored_profile
from nuotio.people.models import Role
from nuotio.people.queries import profiles as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.services import profiles as services


@require_http_methods(["GET", "HEAD", "POST"])
def own_profile(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Tell of oneself: seen by others only while one is a mentor."""
    actor = request.actor
    profile = queries.profile_of(actor)
    form = ProfileForm(kept_forms.filled(request), profile=profile, member=actor)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            services.write_profile(form.words(), by=actor, version=seen, at=timezone.now())
        except versions.EditedMeanwhile as late:
            form.put_beside(stored_profile(late.theirs, actor), version=late.theirs.version)
        else:
            messages.success(request, _("Your profile was saved."))
            return redirect("people:own_profile", actor.organisation.slug)
    context = {
        "form": form,
        "profile": profile,
        "missing": queries.missing_part(profile),
        "is_mentor": actor.has_role(Role.MENTOR),
    }
    return render(request, "people/profiles/own.html", context)
