from django.urls import path

from nuotio.support.views import engagement_hours, engagements, meetings, notes

ALL = "o/<slug:organisation>/support/given/"
ONE = f"{ALL}<int:pk>/"
MEETING = f"{ALL}meetings/<int:pk>/"
TIME = f"{ALL}times/<int:pk>/"
NOTE = f"{ALL}notes/<int:pk>/"

urlpatterns = [
    path(ALL, engagements.engagements, name="engagements"),
    path(ONE, engagements.engagement, name="engagement"),
    path(f"{ONE}close/", engagements.engagement_close, name="engagement_close"),
    path(f"{ONE}outcome/", engagements.outcome_edit, name="outcome_edit"),
    path(f"{ONE}thanks/", engagements.thanks, name="thanks"),
    path(f"{ONE}readers/", notes.note_readers, name="note_readers"),
    path(f"{ONE}meetings/new/", meetings.meeting_add, name="meeting_add"),
    path(f"{ONE}times/new/", engagement_hours.time_add, name="time_add"),
    path(f"{ONE}notes/new/", notes.note_add, name="note_add"),
    path(MEETING, meetings.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}book/", meetings.meeting_book, name="meeting_book"),
    path(TIME, engagement_hours.time_edit, name="time_edit"),
    path(f"{TIME}remove/", engagement_hours.time_remove, name="time_remove"),
    path(NOTE, notes.note_edit, name="note_edit"),
    path(f"{NOTE}remove/", notes.note_remove, name="note_remove"),
]
