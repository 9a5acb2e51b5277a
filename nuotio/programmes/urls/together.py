from django.urls import path

from nuotio.programmes.views import groups, house_rules

ONE = "o/<slug:organisation>/programmes/<int:programme>/"
BOARD = f"{ONE}huoneentaulu/"
GROUPS = f"{ONE}groups/"

urlpatterns = [
    path(BOARD, house_rules.house_rules, name="house_rules"),
    path(f"{BOARD}<int:pk>/", house_rules.house_rule, name="house_rule"),
    path(f"{BOARD}<int:pk>/move/", house_rules.house_rule_move, name="house_rule_move"),
    path(GROUPS, groups.groups, name="groups"),
    path(f"{GROUPS}<int:pk>/", groups.groups_of_event, name="groups_of_event"),
    path(f"{GROUPS}<int:pk>/join/", groups.group_join, name="group_join"),
]
