"""Every address of the service, room by room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from nuotio.config import views

handler400 = "nuotio.ui.views.bad_request"
handler403 = "nuotio.ui.views.permission_denied"
handler404 = "nuotio.ui.views.page_not_found"
handler500 = "nuotio.ui.views.server_error"

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("api/v1/", include("nuotio.api.urls")),
    *i18n_patterns(
        path("", include("nuotio.home.urls")),
        path("", include("nuotio.people.urls")),
        path("", include("nuotio.notifications.urls")),
        path("", include("nuotio.evaluation.urls")),
        path("", include("nuotio.plans.urls")),
        path("", include("nuotio.support.urls")),
        path("", include("nuotio.programmes.urls")),
        path("", include("nuotio.goals.urls")),
        path("", include("nuotio.culture.urls")),
        path("", include("nuotio.privacy.urls")),
        path("ui/", include("nuotio.ui.urls")),
        path("account/", include("nuotio.people.urls.sign_ins_account")),
        prefix_default_language=False,
    ),
]
