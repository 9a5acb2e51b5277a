from django.urls import path

from nuotio.programmes.urls.programmes import ONE
from nuotio.programmes.views import decisions, events

EVENT = f"{ONE}events/<int:pk>/"
MATERIAL = f"{ONE}materials/<int:pk>/"
DECISION = f"{ONE}decisions/<int:pk>/"

urlpatterns = [
    path(EVENT, events.event, name="event"),
    path(f"{EVENT}sign-up/", events.event_sign_up, name="event_sign_up"),
    path(f"{EVENT}attendance/", events.event_attendance, name="event_attendance"),
    path(f"{EVENT}materials/", events.event_materials, name="event_materials"),
    path(f"{MATERIAL}remove/", events.event_material_remove, name="event_material_remove"),
    path(f"{EVENT}notes/", decisions.event_notes, name="event_notes"),
    path(f"{EVENT}decisions/", decisions.event_decision_add, name="event_decision_add"),
    path(f"{DECISION}done/", decisions.event_decision_done, name="event_decision_done"),
    path(f"{ONE}support/", decisions.supports, name="supports"),
]
