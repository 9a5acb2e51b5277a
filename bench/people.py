"""Asked inside the service's own process: sessions for the demo people, and query counts.

    python -m bench.people < people.json > told.json

Reads the addresses to open from standard input and answers with a session key for each person, the
address where they end after redirects, and the number of queries of that page.
"""

import json
import os
import re
import sys
from collections.abc import Sequence
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
django.setup()

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Transactions and the word to the row policies travel beside the queries.
AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SELECT set_config")
REDIRECTS = (301, 302, 303, 307, 308)


def look(email: str, path: str, follow: Sequence[str] = ()) -> dict[str, Any]:
    """Sign in, follow the address to its end, and count the queries of the last page.

    `follow` are patterns of links: from each page to the first one that fits.
    """
    client = Client(
        raise_request_exception=False, SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="fi"
    )
    if email:
        client.force_login(get_user_model().objects.get(email=email))
    response = client.get(path)
    while response.status_code in REDIRECTS:
        path = response["Location"]
        response = client.get(path)
    for pattern in follow:
        found = re.search(f'href="({pattern})"', client.get(path).content.decode())
        if found is None:
            raise SystemExit(f"{path} has no link like {pattern}.")
        path = found[1]
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    said = [query["sql"] or "" for query in queries]
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return {
        "session": cookie.value if cookie else "",
        "path": path,
        "status": status,
        "queries": sum(not one.startswith(AROUND) for one in said),
        "statements": len(said),
    }


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump([look(**one) for one in asked], sys.stdout)
