"""Templates compile, and what they lean on exists."""

from pathlib import Path

import pytest
from django.template import engines
from jinja2 import meta

TEMPLATES = sorted(
    path.relative_to(folder).as_posix()
    for folder in Path("nuotio").glob("*/jinja2")
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt"}
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_template_compiles_and_finds_what_it_leans_on(name):
    environment = engines["jinja2"].env

    template = environment.get_template(name)

    source = Path(template.filename).read_text(encoding="utf-8")
    for leaned_on in meta.find_referenced_templates(environment.parse(source)):
        if leaned_on is not None:
            environment.get_template(leaned_on)


def test_no_template_hides_another_of_the_same_name():
    assert sorted(set(TEMPLATES)) == TEMPLATES
