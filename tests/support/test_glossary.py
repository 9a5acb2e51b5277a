"""The glossary and the pages call support and its follow-up by the same words."""

from pathlib import Path

import polib
import pytest
import yaml

import nuotio
from nuotio.support import follow_up_questions

HOUSE = Path(nuotio.__file__).parent
COUNTED = {"fi": "Kolme väitettä", "sv": "Tre påståenden", "en": "Three statements"}


def term(name):
    told = yaml.safe_load((HOUSE / "foundation/content/glossary.yaml").read_text("utf-8"))
    return next(one for one in told["terms"] if one["id"] == name)


def texts(language):
    """All that the pages of the room and the start pages say in a language."""
    files = [
        HOUSE / room / f"locale/{language}/LC_MESSAGES/django.po" for room in ("support", "home")
    ]
    return " ".join(one.msgstr for file in files for one in polib.pofile(str(file))).casefold()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_support_is_called_as_on_the_pages(language):
    engagement = term("engagement")

    assert engagement["avoid"][language]
    for word in engagement["avoid"][language]:
        assert word not in texts(language)
    assert engagement[language] in texts(language)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_follow_up_has_three_statements_everywhere(language):
    assert len(follow_up_questions.codes()) == 3
    assert term("support_follow_up")["def"][language].startswith(COUNTED[language])
    if language != "en":
        assert COUNTED[language].casefold() in texts(language)
