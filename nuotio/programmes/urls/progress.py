from django.urls import path

from nuotio.programmes.urls.programmes import ONE
from nuotio.programmes.views import progress as views

urlpatterns = [path(f"{ONE}progress/", views.progress, name="progress")]
