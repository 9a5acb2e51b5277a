from django.urls import path

from nuotio.people.views import sign_ins

urlpatterns = [
    path("me/sign-ins/", sign_ins.sign_ins, name="sign_ins"),
]
