"""What the documents claim is so."""

import re
from pathlib import Path

import pytest

DOCUMENTS = sorted([*Path("docs").rglob("*.md"), *Path().glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_setting_stands_in_the_docs():
    settings = Path("nuotio/config/settings.py").read_text(encoding="utf-8")
    page = Path("docs/settings.md").read_text(encoding="utf-8")

    read = set(re.findall(r'"(NUOTIO_[A-Z_]+|[A-Z]+_URL|TEST_POSTGRES_URL)"', settings))

    assert {name for name in read if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_between_documents_lead_somewhere(document):
    linked = LINK.findall(document.read_text(encoding="utf-8"))

    missing = [target for target in linked if not (document.parent / target).exists()]

    assert missing == []
