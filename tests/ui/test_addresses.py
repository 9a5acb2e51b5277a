"""Serves issue 2 (look): addresses and texts that are looked up once stay those of the language."""

from django.template import engines
from django.test import RequestFactory
from django.urls import resolve, set_script_prefix, translate_url
from django.utils import translation

from nuotio.ui import filters
from nuotio.ui.addresses import address, address_in


def rendered(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


def test_an_address_is_that_of_the_language_whichever_was_asked_for_first():
    told = []
    for language in ("fi", "sv", "en", "fi", None):
        with translation.override(language):
            told.append(address("home:organisation", "metsa"))

    assert told == ["/o/metsa/", "/sv/o/metsa/", "/en/o/metsa/", "/o/metsa/", "/o/metsa/"]


def test_an_address_stands_below_the_path_that_the_service_is_mounted_at():
    plain = address_in("fi", "home:organisation", organisation="metsa")
    set_script_prefix("/nuotio/")
    try:
        mounted = address_in("fi", "home:organisation", organisation="metsa")
    finally:
        set_script_prefix("/")

    assert (plain, mounted) == ("/o/metsa/", "/nuotio/o/metsa/")


def test_the_page_in_another_language_is_the_one_that_django_finds():
    request = RequestFactory().get("/sv/o/metsa/plans/7/?page=2&q=%C3%A4%3F")
    with translation.override("sv"):
        request.resolver_match = resolve(request.path_info)
        told = [filters.here_in(request, language) for language in ("fi", "sv", "en")]
        found = [translate_url(request.get_full_path(), one) for one in ("fi", "sv", "en")]

    assert told == found
    assert told[0] == "/o/metsa/plans/7/?page=2&q=%C3%A4%3F"


def test_a_text_is_said_in_each_language_and_its_values_are_escaped():
    source = '{{ _("Home") }}: {{ _("%(name)s, own page", name=name) }}'
    told = []
    for language in ("en", "fi", "en"):
        with translation.override(language):
            told.append(rendered(source, name="<Aino>"))

    assert told[0] == told[2] == "Home: &lt;Aino&gt;, own page"
    assert told[1] != told[0]
    assert "&lt;Aino&gt;" in told[1]


def test_a_number_is_said_in_one_way_or_the_other():
    source = '{{ ngettext("one of %(of)s", "%(num)d of %(of)s", n, of="<b>") }}'

    assert rendered(source, n=1) == "one of &lt;b&gt;"
    assert rendered(source, n=2) == "2 of &lt;b&gt;"


def test_a_letter_escapes_nothing_and_a_doubled_per_cent_sign_is_one():
    letter = '{% autoescape false %}{{ _("100 %% of %(who)s", who="A & B") }}{% endautoescape %}'

    assert rendered(letter) == "100 % of A & B"
    assert rendered('{{ _("100 %%") }}') == "100 %"
    assert rendered('{% trans who="A & B" %}For {{ who }}{% endtrans %}') == "For A &amp; B"
