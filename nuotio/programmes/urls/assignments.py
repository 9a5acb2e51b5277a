from django.urls import path

from nuotio.programmes.urls.programmes import ONE
from nuotio.programmes.views import assignments as views
from nuotio.programmes.views import submissions

TASKS = f"{ONE}assignments/"
TASK = f"{TASKS}<int:pk>/"

urlpatterns = [
    path(TASKS, views.assignments, name="assignments"),
    path(TASK, views.assignment, name="assignment"),
    path(f"{TASK}answer/", views.assignment_answer, name="assignment_answer"),
    path(f"{TASK}give/", views.assignment_give, name="assignment_give"),
    path(f"{TASK}submissions/", views.assignment_submissions, name="assignment_submissions"),
    path(f"{ONE}submissions/<int:pk>/", submissions.submission, name="submission"),
    path(f"{ONE}shared/", submissions.shared_answers, name="shared_answers"),
]
