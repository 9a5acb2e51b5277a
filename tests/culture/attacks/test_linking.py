"""Serves issue 4 (ballots): from a full copy of everything, nobody finds out who answered what.

Sixty people collect tickets on one visit, in any order, and answer on another, in the order of the
list: the worst case, since whoever could read the order of arrival would have everyone. The
attacker has every table with its hidden columns, a dump, every file with its free pages, and the
server's log of writes as far as a superuser may read it.
"""

import random
import re
import sqlite3
import subprocess
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.culture.attacks import linker
from tests.culture.attacks.linker import Row
from tests.culture.attacks.place import Place

SIXTY, AT_MOST = 60, 5
CANARY = b"kanarialintu"
PLAIN = b'"v":1,"answers":{'  # how answers begin, inside a seal


@dataclass
class Looted:
    """What the attacker took: before anyone voted, while the round was open, after the count."""

    place: Place
    told: dict[str, Any]
    collecting: list[int]
    truth: dict[int, str]
    log: str
    empty: dict[str, list[Row]]
    copy: dict[str, list[Row]]
    raw: dict[str, bytes]
    dump: str
    arrived: list[str]
    end: dict[str, list[Row]]
    rest: dict[str, bytes]

    @property
    def people(self) -> list[Row]:
        return [row for row in self.copy["culture_invitee"] if row["id"] in self.truth]

    def links(self, people: list[Row], answers: list[Row]) -> dict[str, int]:
        return linker.links(people, answers, name="id", key="digest", truth=self.truth)


@pytest.fixture(scope="module")
def looted(module_place: Place) -> Looted:
    place = module_place
    told = place.act("announce", people=[SIXTY])[0]
    empty = place.copy()
    listed, mixed = told["people"], random.Random(60).sample(told["people"], SIXTY)
    tickets, log = place.act("collect", round=told["round"], people=mixed)
    order = [pk for pk, _token in listed]
    digests, more = place.act("answer", round=told["round"], order=order, tickets=tickets)
    truth = {int(pk): digest for pk, digest in digests.items()}
    copy, raw, dump = place.copy(), place.raw(), _dump_of(place)
    arrived = _first_seen(place.taken, set(truth.values()))
    state, last = place.act("close", pk=told["pk"])
    assert state == "closed"
    return Looted(
        place, told, [pk for pk, _token in mixed], truth, log + more + last,
        empty, copy, raw, dump, arrived, place.copy(), place.raw(),
    )  # fmt: skip


@pytest.fixture
def on_server(looted) -> Looted:
    if not looted.place.url:
        pytest.skip("SQLite is copied as files, and writes over what it deletes.")
    return looted


def test_in_a_copy_no_order_and_no_value_leads_to_more_people_than_chance(looted):
    found = looted.links(looted.people, looted.copy["culture_ballot"])

    assert len(looted.people) == len(looted.copy["culture_ballot"]) == SIXTY
    assert len(found) > 15
    assert max(found.values()) <= AT_MOST, found


def test_a_dump_tells_no_more(on_server):
    people = [{"id": int(pk)} for pk in _copied(on_server.dump, "culture_invitee")]
    ballots = [{"digest": digest} for digest in _copied(on_server.dump, "culture_ballot")]

    found = on_server.links(people, ballots)

    assert (len(people), len(ballots)) == (SIXTY, SIXTY)
    assert max(found.values()) <= AT_MOST, found


def test_voting_changes_the_list_the_box_and_nothing_else(looted):
    """No session, no ledger, no counter, no queue: nothing that could carry a moment."""
    changed = {table for table, rows in looted.copy.items() if rows != looted.empty.get(table)}

    marked = {"culture_ballotbox", "culture_reportingnode"}  # a lock leaves its hidden mark
    assert changed - marked == {"culture_ballot", "culture_invitee"}
    assert looted.log == ""


def test_the_rows_hold_no_moment_and_are_all_of_one_size(looted):
    hidden = {"ctid", "xmin", "rowid"}
    columns = {
        name: set(looted.copy[name][0]) - hidden for name in looted.copy if looted.copy[name]
    }

    assert columns["culture_ballot"] == {"digest", "node", "bucket", "sealed"}
    assert columns["culture_invitee"] == {
        "id", "organisation_id", "round_id", "node_id", "membership_id",
        "email", "language", "link_digest", "given", "blinded",
    }  # fmt: skip
    assert {len(row["sealed"]) for row in looted.copy["culture_ballot"]} == {8240}


def test_the_whole_node_has_one_hidden_mark(on_server):
    for table in ("culture_ballot", "culture_invitee"):
        assert len({row["xmin"] for row in on_server.copy[table]}) == 1


def test_who_reads_the_servers_disk_knows_two_orders_that_have_nothing_in_common(on_server):
    """Dead rows keep the order of arrival for a while, and so does the log of writes.

    This is a limit that we tell (docs/anonymity.md). It links nobody, even to one who knows in
    which order tickets were collected, because that was on another visit.
    """
    by_arrival = [{"digest": digest} for digest in on_server.arrived]
    by_ticket = [{"id": pk} for pk in on_server.collecting]

    found = on_server.links(by_ticket, by_arrival)

    assert found["as it lies / as it lies"] <= AT_MOST, found


def test_while_the_round_is_open_no_answer_lies_readable_anywhere(looted):
    assert _where(looted.raw, CANARY, PLAIN) == []
    assert [name for name in looted.raw if name.endswith(".key")] == (
        [f"ballot-keys/{looted.told['round']}.key"]
    )


def test_after_the_count_open_answers_are_in_the_result_and_nowhere_else(looted):
    with_canary = {
        table
        for table, rows in looted.end.items()
        for row in rows
        if CANARY in str(list(row.values())).encode()
    }

    assert with_canary == {"culture_roundresult"}
    assert [looted.end[table] for table in ("culture_ballot", "culture_ballotbox")] == [[], []]
    assert _where(looted.rest, PLAIN) == []
    assert [name for name in looted.rest if name.endswith(".key")] == []


def test_nothing_of_a_ballot_is_left_in_free_pages_or_journals(looted):
    if looted.place.url:
        pytest.skip("The server's pages are its own; what is in them nobody can open any more.")
    sealed = [bytes(row["sealed"])[:40] for row in looted.copy["culture_ballot"]]
    digests = [digest.encode() for digest in looted.truth.values()]

    assert _where(looted.raw, sealed[0]) == ["box.sqlite3"]
    assert _where(looted.rest, *sealed, *digests) == []
    assert [name for name in looted.rest if name.startswith("box")] == ["box.sqlite3"]


def test_the_same_linker_finds_nearly_everyone_where_tokens_and_answers_are_two_tables(attacked):
    """The usual way, with no moment and no key between the two: 95 in 100 and more."""
    truth = {pk: f"answer {random.Random(pk).getrandbits(64)}" for pk in range(1, SIXTY + 1)}
    _vote_the_usual_way(attacked, truth)

    copy = attacked.copy()

    found = linker.links(copy["token"], copy["response"], name="id", key="id", truth=truth)
    assert max(found.values()) >= 0.95 * SIXTY, found
    if attacked.url:
        assert found["equal"] >= 0.95 * SIXTY  # by the hidden xmin alone


def _vote_the_usual_way(place: Place, truth: dict[int, str]) -> None:
    """Mark a token as used and write an answer down, in one transaction."""
    if place.url:
        connection, mark = psycopg.connect(place.url), "%s"
    else:
        connection, mark = sqlite3.connect(place.data / "bad.sqlite3"), "?"
    connection.execute("CREATE TABLE token (id INTEGER PRIMARY KEY, used INTEGER NOT NULL)")
    connection.execute("CREATE TABLE response (id VARCHAR(64) PRIMARY KEY)")
    for pk in truth:
        connection.execute(f"INSERT INTO token VALUES ({mark}, 0)", [pk])  # noqa: S608 -- a mark
    connection.commit()
    for pk, said in truth.items():
        connection.execute(f"UPDATE token SET used = 1 WHERE id = {mark}", [pk])  # noqa: S608 -- a mark
        connection.execute(f"INSERT INTO response VALUES ({mark})", [said])  # noqa: S608 -- a mark
        connection.commit()
    connection.close()


def _where(raw: dict[str, bytes], *wanted: bytes) -> list[str]:
    return [name for name, content in raw.items() if any(one in content for one in wanted)]


def _dump_of(place: Place) -> str:
    if not place.url:
        return ""
    address = place.taken.replace("postgres://", "postgresql://")
    return subprocess.run(  # noqa: S603 -- a copy of our own database
        ["pg_dump", "--data-only", address],  # noqa: S607 -- as an operator calls it
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def _copied(dump: str, table: str) -> list[str]:
    """Return the first column of a table's rows, in the order of the dump."""
    rows = dump.partition(f"COPY public.{table} (")[2].partition("\n")[2].partition("\n\\.")[0]
    return [row.partition("\t")[0] for row in rows.splitlines()]


def _first_seen(url: str, digests: set[str]) -> list[str]:
    """Return digests by the oldest row of each, dead or alive, that the server's disk still has."""
    if not url:
        return []
    seen: dict[str, int] = {}
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        rows = connection.execute(
            "SELECT t_xmin::text::bigint, t_data FROM generate_series(0, "
            "pg_relation_size('culture_ballot')::int / 8192 - 1) AS page, "
            "LATERAL heap_page_items(get_raw_page('culture_ballot', page)) WHERE t_data IS NOT NULL"
        )
        for xmin, content in rows:
            for digest in re.findall(r"[0-9a-f]{64}", bytes(content).decode("latin-1")):
                if digest in digests:
                    seen[digest] = min(xmin, seen.get(digest, xmin))
    return sorted(seen, key=lambda digest: seen[digest])
