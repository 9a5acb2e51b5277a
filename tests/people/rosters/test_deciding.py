import pytest
from django.utils import translation

from nuotio.people.rosters import telling
from nuotio.people.rosters.deciding import Change, NewUnit, decide
from nuotio.people.rosters.known import Known, KnownPerson, KnownUnit
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.spoken import language_in, roles_in

UNITS = (
    KnownUnit(1, ("Asiakaspalvelu", "Kundtjänst", "Customer service"), "Asiakaspalvelu"),
    KnownUnit(2, ("Neuvonta", "", ""), "Asiakaspalvelu / Neuvonta"),
    KnownUnit(3, ("Neuvonta", "", ""), "Tietohallinto / Neuvonta"),
)
TITLES = {"muutosagentti": "mentor", "förändringsagent": "mentor", "hr, suuri": "hr"}
NAMES = {"mentor": "learning mentor", "hr": "HR"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def person(email, **changes):
    fields = {"pk": 9, "name": "Aino Lehtonen", "unit_id": 1, "job_title": "nurse"}
    fields |= {"supervisor": "", "roles": frozenset(), "is_member": True}
    return KnownPerson(email=email, **{**fields, **changes})


def known(*people, **changes):
    return Known(people=people, units=UNITS, titles=TITLES, **changes)


def row(number=2, email="aino@a.invalid", **words):
    return Row(number, email=email, **words)


def only(what, knowing=None):
    (decided,) = decide([what], knowing or known()).rows
    return decided


def notes(decided):
    return [(note.field, note.text) for note in decided.notes]


def test_an_unknown_person_is_added_with_what_the_row_means():
    """Serves R2."""
    decided = only(row(unit="kundtjänst", role="Muutosagentti", language="svenska"))

    assert (decided.verdict, decided.notes) == ("add", ())
    assert decided.meant.facts == (1, "", ("mentor",), "sv", "")


@pytest.mark.parametrize(
    ("words", "field", "reason"),
    [
        ({"email": ""}, "email", "The e-mail address is missing."),
        ({"email": "aino(at)a.invalid"}, "email", "aino(at)a.invalid is not an e-mail address."),
        ({"role": "veturi"}, "role", "We do not know the role veturi."),
        ({"role": "Mentor, veturi"}, "role", "We do not know the role veturi."),
        ({"role": "valmentaja"}, "role", "Only a programme provider has trainers."),
        ({"supervisor": "Kuka Lie"}, "supervisor", "We do not find Kuka Lie."),
        ({"supervisor": "a@b@c"}, "supervisor", "a@b@c is not an e-mail address."),
        ({"supervisor": "aino@a.invalid"}, "supervisor", "Nobody is one's own supervisor."),
        ({"unit": "neuvonta"}, "unit", "There are several units called neuvonta."),
        ({"name": "a" * 151}, "name", "Too long: at most 150 characters."),
    ],
)
def test_what_is_wrong_is_said_of_its_field(words, field, reason):
    decided = only(row(**words))

    assert decided.verdict == "refuse"
    assert [note.field for note in decided.notes] == [field]
    assert decided.note_on(field).startswith(reason)
    assert telling.details(decided, NAMES).startswith(reason)


def test_a_provider_has_trainers_but_no_mentors():
    trainer = only(row(role="Valmentaja"), known(is_provider=True))
    mentor = only(row(role="Oppimismentori"), known(is_provider=True))

    assert (trainer.verdict, trainer.meant.roles) == ("add", ("trainer",))
    assert notes(mentor) == [("role", "A programme provider has no learning mentors of its own.")]


def test_a_unit_of_a_common_name_is_told_by_its_place():
    assert only(row(unit="Tietohallinto / Neuvonta")).meant.unit_id == 3


@pytest.mark.parametrize("written", ["eero@a.invalid", "Eero Salo", "EERO  SALO"])
def test_a_supervisor_is_told_by_address_or_by_the_only_one_of_the_name(written):
    eero = row(3, "eero@a.invalid", name="Eero Salo")

    first, _second = decide([row(supervisor=written), eero], known()).rows

    assert (first.verdict, first.meant.supervisor) == ("add", "eero@a.invalid")


def test_two_of_the_same_name_are_not_guessed_between():
    twins = [row(3, "e1@a.invalid", name="Eero Salo"), row(4, "e2@a.invalid", name="Eero Salo")]

    first = decide([row(supervisor="Eero Salo"), *twins], known()).rows[0]

    assert first.verdict == "refuse"


def test_a_member_changes_only_in_what_hr_keeps():
    """Serves R2."""
    boss = person("eero@a.invalid", pk=10)
    there = person("aino@a.invalid", roles=frozenset({"mentor"}))
    what = row(name="Another", unit="Uusi", job_title="lead", supervisor=boss.email, role="Mentor")

    decided = only(what, known(there, boss))

    assert decided.verdict == "change"
    assert decided.changes == (
        Change("unit", "Asiakaspalvelu", "Uusi"),
        Change("job_title", "nurse", "lead"),
        Change("supervisor", "", "eero@a.invalid"),
    )
    assert telling.details(decided, NAMES) == (
        "Unit: Asiakaspalvelu → Uusi · Main job: nurse → lead · Supervisor: – → eero@a.invalid"
    )


def test_empty_cells_change_nothing():
    decided = only(row(), known(person("aino@a.invalid", supervisor="eero@a.invalid")))

    assert (decided.verdict, notes(decided)) == ("leave", [("", "Nothing changes.")])


def test_roles_and_coming_supervisors_of_a_member_are_left_with_a_reason():
    what = row(role="HR", supervisor="later@a.invalid")

    decided = only(what, known(person("aino@a.invalid")))

    assert (decided.verdict, decided.changes) == ("leave", ())
    assert notes(decided) == [
        ("", "Has joined: roles do not change through a list."),
        ("", "later@a.invalid has not joined yet, so the supervisor stays as it is."),
    ]


def test_an_unsent_invitation_takes_what_the_list_says():
    waiting = person("aino@a.invalid", is_member=False, roles=frozenset({"hr"}))
    what = row(name="Aino Salo", role="mentori", supervisor="later@a.invalid")

    decided = only(what, known(waiting))

    assert decided.verdict == "change"
    assert decided.changes == (
        Change("supervisor", "", "later@a.invalid"),
        Change("name", "Aino Lehtonen", "Aino Salo"),
        Change("role", "hr", "mentor"),
    )
    assert telling.details(decided, NAMES).endswith("Role: HR → learning mentor")


def test_a_sent_invitation_is_left():
    sent = person("aino@a.invalid", is_member=False, is_sent=True)

    decided = only(row(job_title="other"), known(sent))

    assert (decided.verdict, decided.changes) == ("leave", ())
    assert decided.note_on("").startswith("Has been invited already.")


def test_somebody_who_joined_counts_before_an_old_invitation():
    member = person("aino@a.invalid")
    sent = person("aino@a.invalid", is_member=False, is_sent=True)

    assert only(row(job_title="lead"), known(member, sent)).person == member


def test_the_same_person_twice_counts_once_or_is_asked_about():
    first, same, other = row(2), row(3), row(4, job_title="lead")

    decided = decide([first, same, other], known())

    assert [d.verdict for d in decided.rows] == ["add", "leave", "refuse"]
    assert notes(decided.rows[1]) == [("", "The same as row 2.")]
    assert decided.rows[2].note_on("email").startswith("Row 2 has the same e-mail")
    assert not decided.is_ready


def test_a_row_that_is_left_out_stands_in_nobodys_way():
    out = Row(2, email="aino@a.invalid", role="veturi", is_left_out=True)

    decided = decide([out, row(3)], known())

    assert [d.verdict for d in decided.rows] == ["leave", "add"]
    assert decided.is_ready


def test_new_units_are_listed_once_with_the_name_they_may_mean():
    rows = [
        row(2, "a@a.invalid", unit="Asiakaspalvelut"),
        row(3, "b@a.invalid", unit="asiakaspalvelut"),
        row(4, "c@a.invalid", unit="Hallinto"),
        row(5, "broken", unit="Never made"),
    ]

    assert decide(rows, known()).new_units == [
        NewUnit("Asiakaspalvelut", 2, "Asiakaspalvelu"),
        NewUnit("Hallinto", 1, ""),
    ]


def test_an_unknown_language_is_passed_over_with_a_word():
    decided = only(row(language="viro"), known(language="sv"))

    assert (decided.verdict, decided.meant.language) == ("add", "sv")
    assert decided.note_on("language").startswith("We write in Finnish, Swedish and English")


@pytest.mark.parametrize(
    ("text", "roles", "unknown"),
    [
        ("", [], []),
        ("Oppimismentori", ["mentor"], []),
        ("LÄRANDEMENTOR och HR", ["hr", "mentor"], []),
        ("HR / johto", ["hr", "management"], []),
        ("koordinaattori; Förändringsagent", ["coordinator", "mentor"], []),
        ("HR, suuri", ["hr"], []),
        ("työntekijä", [], []),
        ("-", [], []),
        ("mentor, pomo", ["mentor"], ["pomo"]),
    ],
)
def test_roles_are_known_by_standard_words_and_own_titles(text, roles, unknown):
    assert roles_in(text, TITLES) == (roles, unknown)


@pytest.mark.parametrize(
    ("text", "code"), [("Suomi", "fi"), ("RUOTSI", "sv"), ("engelska", "en"), ("viro", "")]
)
def test_languages_are_known_in_each_other(text, code):
    assert language_in(text) == code


def test_the_sentence_that_comes_first_counts_everything():
    there = person("b@a.invalid")
    rows = [row(2), row(3, "b@a.invalid", job_title="lead"), row(4, "broken"), row(5, "also")]
    one_more = row(6)

    decided = decide([*rows, one_more], known(there))

    assert telling.summary(decided) == (
        "1 person to add, 1 changes, 2 rows need a correction, 1 stays as it is"
    )
    assert [telling.title(d) for d in decided.rows[:2]] == ["aino@a.invalid", "Aino Lehtonen"]


def test_the_fingerprint_is_of_what_happens_and_not_of_the_language():
    before = decide([row(language="viro")], known()).fingerprint
    with translation.override("fi"):
        in_finnish = decide([row(language="viro")], known()).fingerprint
    other = decide([row(language="sv")], known()).fingerprint

    assert before == in_finnish
    assert before != other
