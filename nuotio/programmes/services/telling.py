from datetime import datetime

from nuotio.foundation import tenancy
from nuotio.notifications.services import notices
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership


def tell(reader: Membership, news: News, *, at: datetime) -> None:
    """Tell a member in her own organisation, whichever is open; nobody who has left."""
    if not (reader.is_open and reader.user.is_active):
        return
    with tenancy.inside(reader.organisation_id):
        notices.notify(reader, news, at=at)
