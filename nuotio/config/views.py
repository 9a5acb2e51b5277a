from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.foundation import schedule


@require_safe
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Tell a monitor that the service answers, on which database, and whether the worker lives."""
    late = schedule.is_late(at=timezone.now())
    return JsonResponse(
        {"status": "ok", "database": connection.vendor, "worker": "late" if late else "ok"}
    )
