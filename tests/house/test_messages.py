"""Translations are merged without loss, and the check sees what is wrong with them."""

from pathlib import Path

import pytest
from django.template import engines

from tools import messages


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(messages, "HOUSE", tmp_path)
    monkeypatch.setattr(messages, "LANGUAGES", ("fi",))
    return tmp_path


def room(house: Path, name: str, python: str, template: str = "") -> Path:
    folder = house / name
    (folder / "jinja2").mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text("")
    (folder / "views.py").write_text(python)
    (folder / "jinja2" / "page.html").write_text(template)
    return folder


def catalogue(folder: Path) -> Path:
    return messages.catalogue_of(folder, "fi")


def translate(folder: Path, words: str, translation: str) -> None:
    path = catalogue(folder)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'msgid "{words}"\nmsgstr ""', f'msgid "{words}"\nmsgstr "{translation}"'),
        encoding="utf-8",
    )


def test_texts_of_python_and_templates_land_in_one_calm_catalogue(house):
    plans = room(house, "plans", '_("Save")\n', "{% trans %}\n  Hello\n  there\n{% endtrans %}")

    messages.extract_and_merge([])

    text = catalogue(plans).read_text(encoding="utf-8")
    assert 'msgid "Hello there"\nmsgstr ""' in text
    assert f"#: {plans.as_posix()}/views.py\n" in text
    assert "POT-Creation-Date" not in text


def test_a_second_merge_changes_nothing(house):
    plans = room(house, "plans", '_("Save")\n')
    messages.extract_and_merge([])
    translate(plans, "Save", "Tallenna")
    messages.extract_and_merge([])
    before = catalogue(plans).read_bytes()

    messages.extract_and_merge([])

    assert catalogue(plans).read_bytes() == before
    assert 'msgstr "Tallenna"' in before.decode()


def test_a_text_that_changed_is_a_new_text_and_the_old_one_goes(house, capsys):
    plans = room(house, "plans", '_("Save")\n')
    messages.extract_and_merge([])
    translate(plans, "Save", "Tallenna")
    room(house, "plans", '_("Save it")\n')

    messages.extract_and_merge([])

    text = catalogue(plans).read_text(encoding="utf-8")
    assert 'msgid "Save it"\nmsgstr ""' in text
    assert "Tallenna" not in text


def test_a_text_that_another_room_translated_comes_with_that_translation(house):
    plans = room(house, "plans", '_("Save")\n')
    messages.extract_and_merge([])
    translate(plans, "Save", "Tallenna")
    goals = room(house, "goals", '_("Save")\n')

    messages.extract_and_merge(["goals"])

    assert 'msgstr "Tallenna"' in catalogue(goals).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "translation", "trouble"),
    [
        ("Save", "Tallenna", ""),
        ("Save", "", "not translated"),
        ("Hello %(name)s", "Hei %(name)s", ""),
        ("Hello %(name)s", "Hei", "other placeholders, [] for ['name']"),
        ("Hello %(name)s", "Hei %(nimi)s", "other placeholders, ['nimi'] for ['name']"),
        ("Hello {name}", "Hei {name}", ""),
        ("Hello {name}", "Hei {nimi}", "other placeholders, ['nimi'] for ['name']"),
    ],
)
def test_the_check_says_what_is_wrong_with_a_translation(
    house, capsys, source, translation, trouble
):
    plans = room(house, "plans", f'_("{source}")\n')
    messages.extract_and_merge([])
    translate(plans, source, translation)
    capsys.readouterr()

    status = messages.check([])

    said = capsys.readouterr().out
    expected = f"{catalogue(plans)}: {trouble}: {source!r}\n" if trouble else ""
    assert (status, said) == (int(bool(trouble)), expected)


def test_the_check_sees_a_text_that_was_never_merged(house, capsys):
    plans = room(house, "plans", '_("Save")\n')

    status = messages.check([])

    expected = f"{catalogue(plans)}: missing (run make messages): 'Save'\n"
    assert (status, capsys.readouterr().out) == (1, expected)


def test_the_check_sees_a_text_that_two_rooms_tell_differently(house, capsys):
    plans, goals = room(house, "plans", '_("Save")\n'), room(house, "goals", '_("Save")\n')
    messages.extract_and_merge([])
    translate(plans, "Save", "Tallenna")
    translate(goals, "Save", "Säilytä")
    capsys.readouterr()

    status = messages.check([])

    expected = "fi: 'Save' is told in 2 ways: goals: 'Säilytä'; plans: 'Tallenna'\n"
    assert (status, capsys.readouterr().out) == (1, expected)


def test_one_of_something_needs_no_figure(house):
    plans = room(house, "plans", 'ngettext("%(count)s plan", "%(count)s plans", n)\n')
    messages.extract_and_merge([])
    path = catalogue(plans)
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgstr[0] ""', 'msgstr[0] "yksi suunnitelma"')
    text = text.replace('msgstr[1] ""', 'msgstr[1] "%(count)s suunnitelmaa"')
    path.write_text(text, encoding="utf-8")

    assert messages.check([]) == 0


def test_compiled_catalogues_follow_their_source(house):
    plans = room(house, "plans", '_("Save")\n')
    messages.extract_and_merge([])
    translate(plans, "Save", "Tallenna")

    messages.extract_and_merge([])

    assert b"Tallenna" in catalogue(plans).with_suffix(".mo").read_bytes()


def test_pages_look_up_the_same_texts_as_the_tool_finds():
    environment = engines["jinja2"].env

    assert environment.policies["ext.i18n.trimmed"] is True
    assert messages.JINJA["trimmed"] == "true"
