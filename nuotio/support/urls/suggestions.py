from django.urls import path

from nuotio.support.views import suggestions, weights

ALL = "o/<slug:organisation>/support/"

urlpatterns = [
    path(f"{ALL}how/", suggestions.how, name="how"),
    path(f"{ALL}weights/", weights.weights, name="weights"),
    path(f"{ALL}<int:pk>/mentors/", suggestions.suggestions, name="suggestions"),
]
