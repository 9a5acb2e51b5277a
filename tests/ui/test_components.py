"""Serves issue 2 (look): what a drawing shows is also said in words."""

from django.template import engines
from django.utils import translation


def rendered(source: str, language: str = "en") -> str:
    with translation.override(language):
        return engines["jinja2"].from_string(source).render()


def test_people_side_by_side_are_read_out_by_name():
    html = rendered(
        '{% from "ui/people.html" import avatars %}{{ avatars(["Sanna Koskinen", "Jari L"]) }}'
    )

    assert 'role="img" aria-label="Sanna Koskinen, Jari L"' in html
    assert html.count('aria-hidden="true"') == 2


def test_hours_are_said_with_the_comma_of_the_language():
    html = rendered('{% from "ui/people.html" import hours %}{{ hours(15.7, 7, 2) }}', "fi")

    assert '<strong class="num">6,7\N{NO-BREAK SPACE}h</strong>' in html
    assert '<rect class="used" width="44.6"' in html


def test_hours_that_nobody_promised_draw_an_empty_bar():
    html = rendered('{% from "ui/people.html" import hours %}{{ hours(0) }}')

    assert '<rect class="used" width="0"' in html


def test_a_suggestion_tells_what_speaks_for_and_what_stands_in_the_way():
    html = rendered(
        '{% from "ui/people.html" import suggestion %}'
        '{{ suggestion("Olli Peltola", "payroll", ["Near"], ["Busy"], best=True) }}'
    )

    assert '<article class="suggestion best">' in html
    assert '<li>Near</li><li class="but">Busy</li>' in html


def test_progress_has_a_name_and_a_value():
    html = rendered('{% from "ui/feedback.html" import progress %}{{ progress(3, 5, "3 of 5") }}')

    assert '<progress max="5" value="3" aria-label="3 of 5">' in html


def test_a_slow_part_says_that_it_is_being_fetched():
    html = rendered('{% from "ui/feedback.html" import skeleton %}{{ skeleton(lines=2) }}', "sv")

    assert 'role="status"' in html
    assert "Ett ögonblick, uppgifterna hämtas." in html
    assert html.count("<i ") == 2
