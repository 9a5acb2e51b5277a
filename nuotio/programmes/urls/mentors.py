from django.urls import path

from nuotio.programmes.urls.programmes import ONE
from nuotio.programmes.views import applications, pairs, seats

urlpatterns = [
    path(f"{ONE}call/", applications.call, name="call"),
    path(f"{ONE}call/apply/", applications.apply, name="apply"),
    path(f"{ONE}call/withdraw/", applications.apply_withdraw, name="apply_withdraw"),
    path(f"{ONE}applications/", applications.applications, name="applications"),
    path(f"{ONE}applications/<int:pk>/", applications.application, name="application"),
    path(f"{ONE}me/", seats.my_place, name="my_place"),
    path(f"{ONE}me/leave/", seats.seat_leave, name="seat_leave"),
    path(f"{ONE}seats/add/", seats.seat_add, name="seat_add"),
    path(f"{ONE}seats/<int:pk>/end/", seats.seat_end, name="seat_end"),
    path(f"{ONE}pairs/", pairs.pairs, name="pairs"),
    path(f"{ONE}pairs/accept/", pairs.pairs_accept, name="pairs_accept"),
    path(f"{ONE}pairs/decline/", pairs.pair_decline, name="pair_decline"),
    path(f"{ONE}pairs/<int:pk>/dissolve/", pairs.pair_dissolve, name="pair_dissolve"),
]
