from django.urls import path

from nuotio.programmes.urls.programmes import ALL, ONE
from nuotio.programmes.views import live_leading as leading
from nuotio.programmes.views import live_present as present
from nuotio.programmes.views import live_records as records

LIVE = f"{ONE}events/<int:pk>/live/"
ROOM = "live/<str:code>/"

urlpatterns = [
    path(f"{ALL}records/", records.live_records, name="live_records"),
    path(LIVE, leading.live, name="live"),
    path(f"{LIVE}state/", leading.live_lead_state, name="live_lead_state"),
    path(f"{LIVE}lead/", leading.live_lead, name="live_lead"),
    path(f"{LIVE}notes/<int:note>/", leading.live_hide, name="live_hide"),
    path(f"{LIVE}join/", leading.live_join, name="live_join"),
    path(f"{LIVE}goal/", records.live_goal, name="live_goal"),
    path(f"{LIVE}record/", records.live_record, name="live_record"),
    path(f"{LIVE}sign/", records.live_sign, name="live_sign"),
    path("live/", present.live_code, name="live_code"),
    path(ROOM, present.live_room, name="live_room"),
    path(f"{ROOM}state/", present.live_state, name="live_state"),
    path(f"{ROOM}say/", present.live_say, name="live_say"),
    path(f"{ROOM}dots/", present.live_dots, name="live_dots"),
    path(f"{ROOM}stage/", present.live_stage, name="live_stage"),
    path(f"{ROOM}stage/state/", present.live_stage_state, name="live_stage_state"),
]
