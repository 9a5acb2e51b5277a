from django.urls import path

from nuotio.plans.views import plan_actions as actions
from nuotio.plans.views import plan_mentors as mentors
from nuotio.plans.views import plan_turns as turns
from nuotio.plans.views import plan_versions as versions
from nuotio.plans.views import plans as views

ALL = "o/<slug:organisation>/plans/"
ONE = f"{ALL}<int:pk>/"
ACTION = f"{ALL}actions/<int:pk>/"

urlpatterns = [
    path(ALL, views.plans, name="plans"),
    path(f"{ALL}new/", views.plan_add, name="plan_add"),
    path(ONE, views.plan, name="plan"),
    path(f"{ONE}write/", views.plan_write, name="plan_write"),
    path(f"{ONE}goals/", views.plan_goals, name="plan_goals"),
    path(f"{ONE}mentors/", mentors.plan_mentors, name="plan_mentors"),
    path(f"{ONE}show/", turns.plan_show, name="plan_show"),
    path(f"{ONE}agree/", turns.plan_agree, name="plan_agree"),
    path(f"{ONE}start/", turns.plan_start, name="plan_start"),
    path(f"{ONE}pause/", turns.plan_pause, name="plan_pause"),
    path(f"{ONE}resume/", turns.plan_resume, name="plan_resume"),
    path(f"{ONE}close/", turns.plan_close, name="plan_close"),
    path(f"{ONE}versions/", versions.plan_versions, name="plan_versions"),
    path(f"{ONE}remark/", turns.plan_remark, name="plan_remark"),
    path(f"{ONE}actions/new/", actions.action_add, name="action_add"),
    path(f"{ACTION}change/", actions.action_change, name="action_change"),
    path(f"{ACTION}done/", actions.action_done, name="action_done"),
]
