from django.urls import path

from nuotio.support.views import batch_changes
from nuotio.support.views import batches as views

ALL = "o/<slug:organisation>/support/proposals/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.batches, name="batches"),
    path(f"{ALL}new/", views.batch_add, name="batch_add"),
    path(ONE, views.batch, name="batch"),
    path(f"{ONE}change/", batch_changes.batch_change, name="batch_change"),
    path(f"{ONE}send/", views.batch_publish, name="batch_publish"),
    path(f"{ONE}drop/", views.batch_drop, name="batch_drop"),
]
