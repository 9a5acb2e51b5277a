import pytest
from django.core.management import CommandError, call_command

from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, RosterImport
from tests.factories import MembershipFactory, OrganisationFactory, UnitFactory
from tests.people.rosters.forty import forty_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True, user__name="Kirsi")
    inside(hr)
    return hr


@pytest.fixture
def run(capsys):
    def run(path, organisation, *more):
        call_command("import_roster", str(path), "--organisation", organisation.slug, *more)
        return capsys.readouterr().out.splitlines()

    return run


def listed(folder, *lines):
    path = folder / "people.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_it_says_line_by_line_what_happens_and_imports(hr, run, tmp_path):
    """Serves R2."""
    UnitFactory(organisation=hr.organisation, name_fi="Neuvonta")
    there = MembershipFactory(organisation=hr.organisation, user__name="Eero", job_title="nurse")
    path = listed(
        tmp_path,
        "Nimi;Email;Yksikkö;Tehtävä",
        "Aino;a@a.invalid;Neuvonto;",
        f"Eero;{there.user.email};;lead",
        f"Kirsi;{hr.user.email};;",
    )

    said = run(path, hr.organisation)

    assert said == [
        "row 2: add: Aino: a@a.invalid · Neuvonto",
        "row 3: change: Eero: Main job: nurse → lead",
        "row 4: leave: Kirsi: Nothing changes.",
        "new unit: Neuvonto (did you mean Neuvonta?)",
        "1 person to add, 1 changes, 1 stays as it is.",
        "Imported in the name of Kirsi. The invitations wait until they are sent.",
    ]
    assert Invitation.objects.get().email == "a@a.invalid"


def test_a_dry_run_changes_nothing_and_shows_what_is_refused(hr, run, tmp_path):
    said = run(forty_people(tmp_path / "forty.xlsx"), hr.organisation, "--dry-run")

    assert [line.split(": ")[1] for line in said if line.startswith("row ")].count("refuse") == 2
    assert said[-1] == "38 people to add, 2 rows need a correction."
    assert (Invitation.objects.count(), RosterImport.objects.count()) == (0, 0)


def test_with_a_refused_row_nothing_is_imported(hr, run, tmp_path):
    with pytest.raises(CommandError, match="Nothing was imported") as refused:
        run(forty_people(tmp_path / "forty.xlsx"), hr.organisation)

    assert refused.value.returncode == 1
    assert (Invitation.objects.count(), RosterImport.objects.count()) == (0, 0)


def test_a_list_imported_twice_has_nothing_more_to_import(hr, run, tmp_path):
    path = listed(tmp_path, "Email", "a@a.invalid")
    run(path, hr.organisation)

    said = run(path, hr.organisation)

    assert said[-1] == "There is nothing to import."
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "reason"), [(["nothing known"], "do not find the headings"), ([""], "is empty")]
)
def test_what_cannot_be_read_is_said_in_a_sentence(hr, run, tmp_path, lines, reason):
    with pytest.raises(CommandError, match=reason):
        run(listed(tmp_path, *lines), hr.organisation)


def test_a_missing_or_huge_file_and_an_unknown_organisation_are_told(hr, run, tmp_path):
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(300 * 1024 * 1024)

    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        run(tmp_path / "none.csv", hr.organisation)
    with pytest.raises(CommandError, match="larger than 5 MB"):
        run(huge, hr.organisation)
    with pytest.raises(CommandError, match="There is no organisation 'nowhere'"):
        run(listed(tmp_path, "Email", "a@a.invalid"), OrganisationFactory.build(slug="nowhere"))


def test_where_nobody_takes_care_of_people_nothing_is_imported(run, tmp_path, db):
    empty = OrganisationFactory()

    with pytest.raises(CommandError, match="invite somebody first"):
        run(listed(tmp_path, "Email", "a@a.invalid"), empty)

    with tenancy.inside(empty.pk):
        assert RosterImport.objects.count() == 0


def test_an_old_excel_file_is_refused(hr, run, tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))

    with pytest.raises(CommandError, match="old Excel file"):
        run(path, hr.organisation)
