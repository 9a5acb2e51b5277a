from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from nuotio.people.models import Invitation, RosterImport, Unit
from nuotio.people.services import roster as services
from tests.factories import MembershipFactory, RoleTitleFactory, RosterImportFactory, UnitFactory
from tests.people.rosters.forty import BROKEN_EMAIL, UNKNOWN_ROLE, forty_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


def address(member, name="roster_upload", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def file(*lines, name="people.csv"):
    return {"file": SimpleUploadedFile(name, "\r\n".join(lines).encode())}


def words(number, email, unit="", role=""):
    return [str(number), f"Person {number}", email, unit, "", "", role, "", ""]


def roster_of(hr, *rows):
    return RosterImportFactory(organisation=hr.organisation, uploaded_by=hr, rows=list(rows))


def seen_on(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def test_hr_brings_a_list_corrects_it_in_place_and_imports_it(hr, as_member, tmp_path):
    """Serves R2."""
    client = as_member(hr)
    excel = forty_people(tmp_path / "forty.xlsx").read_bytes()

    first = client.post(address(hr), {"file": SimpleUploadedFile("forty.xlsx", excel)}, follow=True)
    here, page = first.redirect_chain[-1][0], first.content.decode()
    checked = client.post(
        here,
        {
            "row": [BROKEN_EMAIL, UNKNOWN_ROLE],
            f"row-{BROKEN_EMAIL}-email": "Right@Esimerkki.invalid",
            f"row-{UNKNOWN_ROLE}-is_left_out": "on",
            "action": "check",
        },
        follow=True,
    ).content.decode()
    done = client.post(here, {"action": "import", "seen": seen_on(checked)}, follow=True)

    assert "38 people to add, 2 rows need a correction." in page
    assert "saimi.lehtonen(at)esimerkki.invalid is not an e-mail address" in page
    assert "can leave the role at any time" in page
    assert page.count("Check again") == 1
    assert "Import" not in page.split("<main")[1].split("What would happen")[0].split("</nav>")[1]
    assert "39 people to add, 1 stays as it is." in checked
    assert "Import 39 people" in checked
    assert done.redirect_chain[-1][0] == address(hr, "invitations")
    assert "39 invitations wait to be sent" in done.content.decode()
    assert Invitation.objects.count() == 39
    assert Invitation.objects.filter(email="right@esimerkki.invalid").exists()


def test_an_imported_list_says_so_and_changes_nothing_more(hr, as_member):
    roster = roster_of(hr, words(2, "a@a.invalid"))
    client, here = as_member(hr), address(hr, "roster_preview", roster.pk)
    seen = seen_on(client.get(here).content.decode())
    client.post(here, {"action": "import", "seen": seen})

    again = client.post(here, {"action": "import", "seen": seen}, follow=True)

    assert "The list is imported" in again.content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Nimi;Yksikkö", "Aino;Neuvonta"], "We do not find the headings."),
        (["Nimi;Email"], "There are headings but no people"),
        ([""], "The file is empty."),
    ],
)
def test_an_unreadable_file_is_told_next_to_the_field(hr, as_member, lines, reason):
    page = as_member(hr).post(address(hr), file(*lines))

    assert page.status_code == 200
    assert reason in page.content.decode()
    assert RosterImport.objects.count() == 0


def test_a_form_without_a_file_and_one_with_too_much_are_told(hr, as_member):
    client = as_member(hr)

    nothing = client.post(address(hr)).content.decode()
    much = client.post(
        address(hr), {"file": SimpleUploadedFile("a.csv", b"x" * (5 * 1024 * 1024 + 1))}
    )

    assert "Choose a file first." in nothing
    assert "larger than 5 MB" in much.content.decode()


def test_a_new_unit_can_be_told_to_be_one_that_is_there(hr, as_member):
    unit = UnitFactory(organisation=hr.organisation, name_fi="Asiakaspalvelu")
    roster = roster_of(
        hr, words(2, "a@a.invalid", "Asiakaspalvelut"), words(3, "b@a.invalid", "asiakaspalvelut")
    )
    client, here = as_member(hr), address(hr, "roster_preview", roster.pk)
    page = client.get(here).content.decode()

    told = client.post(
        here,
        {"rename": "Asiakaspalvelut", "action": "import", "seen": seen_on(page)},
        follow=True,
    ).content.decode()
    client.post(here, {"action": "import", "seen": seen_on(told)})

    assert "This is our unit Asiakaspalvelu, spelt otherwise" in page
    assert "Your corrections are saved. Look once more" in told
    assert set(Invitation.objects.values_list("unit", flat=True)) == {unit.pk}
    assert Unit.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "seen", "answer"),
    [
        ("a@a.invalid", "something else", "Something has changed since you looked."),
        ("broken", None, "Correct the rows or leave them out first."),
    ],
)
def test_what_cannot_be_imported_stays_and_says_why(hr, as_member, email, seen, answer):
    roster = roster_of(hr, words(2, email))
    client, here = as_member(hr), address(hr, "roster_preview", roster.pk)
    seen = seen or seen_on(client.get(here).content.decode())

    page = client.post(here, {"action": "import", "seen": seen}, follow=True).content.decode()

    assert answer in page
    assert Invitation.objects.count() == 0


def test_a_list_of_changes_only_says_that_they_are_done(hr, as_member):
    member = MembershipFactory(organisation=hr.organisation)
    roster = roster_of(hr, words(2, member.user.email, "Uusi"))
    client, here = as_member(hr), address(hr, "roster_preview", roster.pk)

    page = client.get(here).content.decode()
    done = client.post(here, {"action": "import", "seen": seen_on(page)}, follow=True)

    assert "Unit: – → Uusi" in page
    assert "The changes are done." in done.content.decode()


def test_a_list_of_people_who_are_all_here_has_nothing_to_import(hr, as_member):
    roster = roster_of(hr, words(2, hr.user.email))

    page = as_member(hr).get(address(hr, "roster_preview", roster.pk)).content.decode()

    assert "There is nothing to import" in page


def test_rows_that_were_left_out_can_be_taken_back(hr, as_member):
    roster = roster_of(hr, [*words(2, "a@a.invalid")[:-1], "out"])
    client, here = as_member(hr), address(hr, "roster_preview", roster.pk)
    before = client.get(here).content.decode()

    client.post(here, {"row": "2", "action": "check"})

    roster.refresh_from_db()
    assert "Left out" in before
    assert roster.rows == [words(2, "a@a.invalid")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_for_one_and_three(
    hr, as_member, count, django_assert_num_queries
):
    for _ in range(count):
        MembershipFactory(organisation=hr.organisation, mentor=True)
    roster = roster_of(hr, *(words(n, f"p{n}@a.invalid") for n in range(2, 2 + count)))
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices; then the list,
    # titles, invitations, holdings, members, units
    with django_assert_num_queries(11):
        page = client.get(address(hr, "roster_preview", roster.pk)).content.decode()

    assert page.count("@a.invalid") == count


def test_long_lists_are_paged_and_the_first_fifty_wrong_rows_shown(hr, as_member):
    rows = [words(n, f"p{n}@a.invalid") for n in range(2, 62)]
    wrong = [words(n, "broken") if n == 100 else words(n, f"wrong{n}") for n in range(100, 152)]
    roster = roster_of(hr, *rows, *wrong)
    client, here = as_member(hr), address(hr, "roster_preview", roster.pk)

    page = client.get(here).content.decode()
    second = client.get(f"{here}?page=2").content.decode()

    assert "60 people to add, 52 rows need a correction." in page
    assert "2 more rows come after these." in page
    assert "p51@a.invalid" in page
    assert "p52@a.invalid" not in page
    assert "p52@a.invalid" in second


def test_the_empty_list_has_headings_and_the_organisations_own_words(hr, as_member):
    RoleTitleFactory(organisation=hr.organisation, name_en="=HYPERLINK(1)")

    given = as_member(hr).get(address(hr, "roster_template"))

    book = load_workbook(BytesIO(given.content))
    assert [cell.value for cell in book.worksheets[0][1]] == [
        "Name",
        "E-mail",
        "Unit",
        "Main job",
        "Supervisor",
        "Role",
        "Language",
    ]
    assert book.worksheets[1]["A2"].data_type == "s"
    assert "attachment" in given["Content-Disposition"]


def test_others_are_refused_with_the_reason(hr, as_member):
    roster = roster_of(hr, words(2, "a@a.invalid"))
    client = as_member(MembershipFactory(organisation=hr.organisation, mentor=True))
    here = address(hr, "roster_preview", roster.pk)

    refused = [
        client.get(address(hr)),
        client.post(address(hr), file("Email", "a@a.invalid")),
        client.get(address(hr, "roster_template")),
        client.get(here),
        client.post(here, {"action": "import"}),
    ]

    assert [response.status_code for response in refused] == [403] * 5
    assert "imported by HR and the coordinators" in refused[0].content.decode()
    assert (RosterImport.objects.count(), Invitation.objects.count()) == (1, 0)


def test_a_foreign_list_is_like_a_missing_one(hr, as_member):
    theirs = RosterImportFactory()
    client = as_member(hr)

    foreign = client.get(address(hr, "roster_preview", theirs.pk))
    missing = client.get(address(hr, "roster_preview", 999_999))

    assert [foreign.status_code, missing.status_code] == [404, 404]


def test_who_corrects_a_list_that_was_just_imported_is_told(hr, as_member, monkeypatch):
    def too_late(*_args, **_kwargs):
        raise services.AlreadyImported

    monkeypatch.setattr(services, "correct_rows", too_late)
    roster = roster_of(hr, words(2, "broken"))
    told = {"row": "2", "row-2-email": "a@a.invalid", "action": "check"}

    page = as_member(hr).post(address(hr, "roster_preview", roster.pk), told, follow=True)

    assert "This list has been imported already." in page.content.decode()
    roster.refresh_from_db()
    assert roster.rows == [words(2, "broken")]


def test_checking_again_without_a_correction_shows_the_same(hr, as_member):
    roster = roster_of(hr, words(2, "broken"))

    page = as_member(hr).post(
        address(hr, "roster_preview", roster.pk), {"row": "2", "action": "check"}, follow=True
    )

    assert "broken is not an e-mail address" in page.content.decode()
    roster.refresh_from_db()
    assert roster.rows == [words(2, "broken")]
