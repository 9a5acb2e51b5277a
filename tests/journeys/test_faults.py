"""What holds when the service is killed in mid-write, and when the same form comes many times.

JOURNEY_DATABASE_URL runs it on an empty PostgreSQL database, FAULT_KILLS kills more often.
"""

import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.journeys import service as services
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.served

KILLS = int(os.environ.get("FAULT_KILLS", "8"))
AT_ONCE = 30
HOME = "/o/mittaus/"
AWAY = (OSError, http.client.HTTPException)
Address = tuple[str, dict[str, str]]


@dataclass
class Web:
    """The web processes alone, killed and started again; the database is looked at directly."""

    data: Path
    environment: dict[str, str]
    port: int
    password: str
    process: Any = None

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        words = ("web", "--port", str(self.port), "--workers", "2")
        self.process = services.run(self.environment, *words)
        services.wait_for(services.Service(self.base, self.data, self.password, self.process))

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def visitor(self, who: str = "") -> Visitor:
        visitor = Visitor(self.base)
        if who:
            return visitor.sign_in(f"{who}@esimerkki.invalid", self.password)
        visitor.get("/feedback/")
        return visitor

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database itself, as somebody who sees every row."""
        return self.at_one_moment(query)[0]

    def at_one_moment(self, *queries: str) -> list[list[tuple[Any, ...]]]:
        """Ask several things of one moment: what was killed may still be writing its last page."""
        url = self.environment.get("DATABASE_URL")
        if url:
            with psycopg.connect(url.replace("postgres://", "postgresql://")) as connection:
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                return [connection.execute(query).fetchall() for query in queries]
        connection = sqlite3.connect(self.data / "nuotio.sqlite3", timeout=20, isolation_level=None)
        try:
            connection.execute("BEGIN")
            return [connection.execute(query).fetchall() for query in queries]
        finally:
            connection.close()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    data, port = tmp_path_factory.mktemp("faults"), services.free_port()
    environment = services.surroundings(data, port)
    web = Web(data, environment, port, services.fill(environment))
    services.run(environment, "collectstatic", "--noinput", "-v0").wait()
    web.start()
    yield web
    web.kill()


@dataclass
class Writer:
    """Somebody who sends one form after the other, each until it is acknowledged."""

    visitor: Visitor
    form: Callable[[int], Address]
    sent: list[int] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def write_until(self, enough: threading.Event) -> None:
        number = 0
        while not enough.is_set():
            number += 1
            self.sent.append(number)
            path, fields = self.form(number)
            while not enough.is_set():
                try:
                    status, told = self.visitor.post(path, fields)
                except AWAY:
                    time.sleep(0.05)
                    continue
                if status == 302 and "/account/login" not in told:
                    self.acknowledged.append(number)
                else:
                    self.wrong.append(f"{path} {status} {told[:300]}")
                break


def _feedback(mark: str) -> Callable[[int], Address]:
    onces = [str(uuid4()) for _number in range(50_000)]
    return lambda n: ("/feedback/", {"once": onces[n], "message": f"{mark} {n}"})


def _halves(web: Web) -> list[Any]:
    """Return invitations that are not whole: unsent, sent twice, or with neither mail nor bell."""
    outgoing, waiting, ledger, invitations = web.at_one_moment(
        "SELECT dedupe_key FROM notifications_outgoingmail",
        "SELECT payload FROM foundation_announcement WHERE kind LIKE '%InvitationSent'",
        "SELECT target_id FROM audit_auditentry WHERE action = 'people.send_invitation'",
        "SELECT id, email, times_sent FROM people_invitation WHERE email LIKE 'fault-%'",
    )
    mails = {row[0] for row in outgoing}
    bells = set()
    for (payload,) in waiting:
        told = json.loads(payload) if isinstance(payload, str) else payload
        bells.add(f"invitation:{told['invitation_id']}:{told['times_sent']}")
    return [
        (pk, email)
        for pk, email, times in invitations
        if times != 1
        or ledger.count((pk,)) != 1
        or (f"invitation:{pk}:1" in mails) + (f"invitation:{pk}:1" in bells) != 1
    ]


def test_a_killed_server_loses_nothing_that_it_acknowledged(web):
    writers = {
        "invitations": Writer(
            web.visitor("kirsi.heinonen"),
            lambda n: (f"{HOME}people/invite/", {"email": f"fault-{n}@x.fi", "language": "fi"}),
        ),
        "feedback": Writer(web.visitor(), _feedback("fault")),
        "hours": Writer(
            web.visitor("sanna.koskinen"),
            lambda n: (
                f"{HOME}me/time-share/",
                {"hours_a_month": str(1 + n % 190), "starts_on": "2027-01-01"},
            ),
        ),
    }
    enough, halves, chance = threading.Event(), [], random.Random(7)
    with ThreadPoolExecutor(len(writers)) as threads:
        done = [threads.submit(writer.write_until, enough) for writer in writers.values()]
        for _number in range(KILLS):
            time.sleep(0.1 + chance.random() * 0.4)
            web.kill()
            halves += _halves(web)
            web.start()
        time.sleep(0.5)
        enough.set()
        assert [one.result() for one in done] == [None, None, None]

    invited = [
        int(email[6:-5])
        for (email,) in web.rows("SELECT email FROM people_invitation WHERE email LIKE 'fault-%'")
    ]
    told = [
        int(message[6:])
        for (message,) in web.rows(
            "SELECT message FROM privacy_feedback WHERE message LIKE 'fault %'"
        )
    ]
    figures = {name: len(writer.acknowledged) for name, writer in writers.items()}
    (web.data / "acknowledged").write_text(f"{KILLS} kills, acknowledged: {figures}")
    assert {name: writer.wrong for name, writer in writers.items()} == {
        "invitations": [],
        "feedback": [],
        "hours": [],
    }
    assert halves == []
    assert _halves(web) == []
    for written, writer in ((invited, writers["invitations"]), (told, writers["feedback"])):
        assert writer.acknowledged != []
        assert set(writer.acknowledged) - set(written) == set()
        assert set(written) - set(writer.sent) == set()
        assert len(written) == len(set(written))
    assert _hours_of_sanna(web) in [
        [float(1 + n % 190)] for n in (writers["hours"].acknowledged[-1], writers["hours"].sent[-1])
    ]


def _hours_of_sanna(web: Web) -> list[float]:
    return [
        float(hours)
        for (hours,) in web.rows(
            "SELECT s.hours_a_month FROM people_timeshare s JOIN people_membership m "
            "ON m.id = s.mentor_id JOIN people_user u ON u.id = m.user_id "
            "WHERE u.email = 'sanna.koskinen@esimerkki.invalid' AND s.state = 'proposed'"
        )
    ]


def _at_once(visitor: Visitor, path: str, fields: dict[str, str]) -> list[int]:
    """Send the same form from many windows at the same moment; return the kinds of answer."""
    windows = [visitor.copy() for _number in range(AT_ONCE)]
    line = threading.Barrier(AT_ONCE, timeout=20)

    def send(window: Visitor) -> int:
        line.wait()
        return window.post(path, fields)[0]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sorted(set(threads.map(send, windows)))


def test_the_same_form_many_times_at_once_makes_one_thing(web):
    once, mark = str(uuid4()), uuid4().hex
    kind = web.rows("SELECT id FROM people_organisationkind ORDER BY id")[0][0]
    hr, anyone = web.visitor("kirsi.heinonen"), web.visitor()

    asked = {
        "once": once,
        "organisation_name": f"Virasto {mark}",
        "kind": str(kind),
        "contact_name": "Anna",
        "contact_email": f"{mark}@x.fi",
        "language": "fi",
    }
    # from one network about twenty an hour are let through, the same one too
    assert set(_at_once(anyone, "/join/", asked)) <= {302, 429}
    feedback = {"once": once, "message": mark}
    assert _at_once(anyone, "/feedback/", feedback) == [302]
    invited = {"email": f"at-once-{mark}@x.fi", "language": "fi"}
    assert _at_once(hr, f"{HOME}people/invite/", invited) == [302]

    pk, times = web.rows(
        f"SELECT id, times_sent FROM people_invitation WHERE email = 'at-once-{mark}@x.fi'"  # noqa: S608 -- our own mark
    )[0]
    count = "SELECT count(*) FROM"
    assert times == 1
    assert [
        web.rows(f"{count} {table} WHERE {condition}")[0][0]
        for table, condition in (
            ("people_joinrequest", f"organisation_name = 'Virasto {mark}'"),
            ("privacy_feedback", f"message = '{mark}'"),
            ("people_invitation", f"email = 'at-once-{mark}@x.fi'"),
            ("notifications_outgoingmail", f"dedupe_key = 'invitation:{pk}:1'"),
            ("notifications_outgoingmail", f"reference = {pk} AND kind = 'invitation'"),
        )
    ] == [1, 1, 1, 1, 1]


def test_an_invitation_accepted_many_times_at_once_makes_one_mentor_with_one_share(web):
    email = f"newcomer-{uuid4().hex}@x.fi"
    hr = web.visitor("kirsi.heinonen")
    hr.post(f"{HOME}people/invite/", {"email": email, "language": "fi"})
    link = _link_to(web, email)
    joining = {"name": "Uusi Ihminen", "language": "fi", "password": "kolme iloista kettua"}
    visitor = web.visitor()
    visitor.get(link)

    # one of them joins; the late ones are told that the invitation has been used
    assert set(_at_once(visitor, link, joining)) <= {302, 410}

    newcomer = Visitor(web.base).sign_in(email, "kolme iloista kettua")
    assert _at_once(newcomer, f"{HOME}me/roles/", {"role": "mentor", "action": "take"}) == [302]
    lead = web.rows(
        "SELECT m.id FROM people_membership m JOIN people_user u ON u.id = m.user_id "
        "JOIN people_organisation o ON o.id = m.organisation_id WHERE o.slug = 'mittaus' "
        "AND u.email = 'markku.ojala@esimerkki.invalid'"
    )[0][0]
    hours = {"hours_a_month": "8", "starts_on": "2027-01-01", "supervisor": str(lead)}
    assert _at_once(newcomer, f"{HOME}me/time-share/", hours) == [302]
    of_her = f"FROM people_user u JOIN people_membership m ON m.user_id = u.id {{}} WHERE u.email = '{email}'"  # noqa: E501 -- one question in one line
    joins = (
        "",
        "JOIN people_roleholding h ON h.membership_id = m.id AND h.role = 'mentor'",
        "JOIN people_timeshare s ON s.mentor_id = m.id",
    )
    assert [web.rows(f"SELECT count(*) {of_her.format(join)}")[0][0] for join in joins] == [1, 1, 1]


def _link_to(web: Web, email: str) -> str:
    text = web.rows(f"SELECT text FROM notifications_outgoingmail WHERE \"to\" = '{email}'")[0][0]  # noqa: S608 -- our own address
    found = re.search(r"https?://[^/\s]+(/\S*invitation/\S+)", text)
    assert found is not None
    return found[1]


def test_a_killed_service_leaves_nothing_behind_and_starts_again_at_once(web):
    port = services.free_port()
    words = ("serve", "--port", str(port), "--workers", "2")
    for _number in range(2):
        process = services.run(web.environment, *words)
        served = services.Service(f"http://localhost:{port}", web.data, web.password, process)
        services.wait_for(served)
        family = _family(process.pid)
        assert len(family) >= 4  # web, its two workers, the background worker

        process.kill()
        process.wait()

        deadline = time.monotonic() + 5
        while (family & _alive() or _listens(port)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert family & _alive() == set()
        assert not _listens(port)


def _alive() -> set[int]:
    return set(_parents())


def _family(pid: int) -> set[int]:
    """Return every process that descends from this one."""
    parents, found, before = _parents(), {pid}, 0
    while len(found) != before:
        before = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found - {pid}


def _parents() -> dict[int, int]:
    """Return the parent of every process that lives; one that is only waited for does not."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(path.parent.name)] = int(fields[1])
    return parents


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
