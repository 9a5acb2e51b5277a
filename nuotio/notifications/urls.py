from django.urls import path

from nuotio.notifications.views import choices, inbox

app_name = "notifications"

urlpatterns = [
    path("o/<slug:organisation>/notifications/", inbox.inbox, name="inbox"),
    path("o/<slug:organisation>/notifications/read/", inbox.mark_all_read, name="mark_all_read"),
    path("o/<slug:organisation>/notifications/<int:pk>/", inbox.open_notice, name="open"),
    path("me/notifications/", choices.preferences, name="preferences"),
    path("notifications/stop/<str:token>/", choices.stop, name="stop"),
]
