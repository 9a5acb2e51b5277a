from django.utils import timezone
from django_tasks import task

from nuotio.privacy import services


@task()
def forget_what_is_past() -> dict[str, int]:
    """Nightly: delete what is past its time in every room."""
    return services.forget_what_is_past(at=timezone.now())
