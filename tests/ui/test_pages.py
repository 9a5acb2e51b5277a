"""Serves issue 2 (look): strict templates, controls that a screen reader ties together, errors."""

import jinja2
import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from nuotio.ui import views
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def rendered(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


def test_a_name_that_is_not_defined_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="nobody"):
        rendered("{{ nobody }}")


def test_what_people_write_is_escaped():
    assert rendered("{{ words }}", words="<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"


class Form(forms.Form):
    name = forms.CharField(help_text="As you are called.")
    note = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, help_text="Choose.")
    sure = forms.BooleanField(help_text="Read first.")
    roster = forms.FileField(help_text="CSV or XLSX.")


def field(name: str, form: Form) -> str:
    return rendered(
        '{% from "ui/forms.html" import field %}{{ field(form[name]) }}', form=form, name=name
    )


def test_a_control_is_tied_to_its_label_and_its_hint():
    html = field("name", Form())

    assert '<label for="id_name">Name' in html
    assert 'aria-describedby="id_name-hint"' in html
    assert 'id="id_name-hint">As you are called.' in html
    assert "aria-invalid" not in html
    assert "optional" not in html


def test_a_wrong_control_is_tied_to_its_error_too():
    html = field("name", Form({}))

    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name-error"' in html


def test_what_need_not_be_filled_says_so():
    html = field("note", Form())

    assert "optional" in html
    assert "aria-describedby" not in html


def test_a_group_of_choices_has_a_legend_and_its_hint():
    html = field("kind", Form({}))

    assert '<fieldset class="field" id="id_kind" aria-describedby="kind-hint kind-error">' in html
    assert "<legend>Kind" in html
    assert 'id="kind-hint"' in html
    assert 'id="kind-error"' in html


def test_a_box_to_tick_is_tied_to_its_hint():
    assert 'aria-describedby="id_sure-hint"' in field("sure", Form())


def test_a_file_is_tied_to_its_hint_and_its_error():
    source = (
        '{% from "ui/forms.html" import file_drop %}{{ file_drop(form["roster"], ".csv", "") }}'
    )

    assert 'aria-describedby="id_roster-hint"' in rendered(source, form=Form())
    assert 'aria-describedby="id_roster-hint id_roster-error" aria-invalid="true"' in rendered(
        source, form=Form({})
    )


def test_the_list_of_errors_leads_to_each_field():
    html = rendered(
        '{% from "ui/forms.html" import form_errors %}{{ form_errors(form) }}', form=Form({})
    )

    assert 'role="alert" tabindex="-1" data-focus' in html
    assert "4 things to correct" in html
    assert [f'href="#id_{name}"' in html for name in ("name", "kind", "sure", "roster")] == [
        *(True, True, True, True),
    ]


@pytest.mark.django_db
def test_the_gallery_is_closed_for_strangers_and_open_for_operators(client, settings):
    gallery = reverse("ui:gallery")
    settings.NUOTIO_GALLERY_OPEN = False
    client.force_login(UserFactory())
    assert client.get(gallery).status_code == 404

    client.force_login(UserFactory(is_staff=True))
    assert client.get(gallery).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_gallery_of_a_demo_is_open_in_every_language(client, settings, language):
    settings.NUOTIO_GALLERY_OPEN = True
    with translation.override(language):
        page = client.get(reverse("ui:gallery"))

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.django_db
def test_a_refusal_says_who_may(as_member):
    member = MembershipFactory()
    page = as_member(member).get(reverse("people:invite", args=[member.organisation.slug]))

    assert page.status_code == 403
    assert "This page is for other roles" in page.content.decode()
    assert "HR" in page.content.decode()


@pytest.mark.django_db
def test_a_refusal_shows_the_words_of_the_rule(client):
    request = RequestFactory().get("/en/")
    request.user, request.resolver_match, request._messages = UserFactory(), None, []

    page = views.permission_denied(request, PermissionDenied("Only HR gives roles."))

    assert page.status_code == 403
    assert "Only HR gives roles." in page.content.decode()


@pytest.mark.django_db
def test_whatever_is_missing_is_missing_in_the_same_words(as_member):
    member, other = MembershipFactory(hr=True), MembershipFactory()
    client = as_member(member)
    here, there = member.organisation.slug, other.organisation.slug

    strangers = [client.get(f"/en/o/{slug}/units/") for slug in (there, "never-was")]
    rows = [client.get(f"/en/o/{here}/people/{pk}/") for pk in (other.pk, 99_999_999)]

    for pair in (strangers, rows):
        assert [page.status_code for page in pair] == [404, 404]
        texts = [page.content.decode() for page in pair]
        assert "There is nothing here" in texts[0]
        heads = [text[: text.index("</main>")].partition("<main")[2] for text in texts]
        assert heads[0] == heads[1]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_fault_is_shown_without_the_database(language):
    """No database mark: a query here would fail the test."""
    with translation.override(language):
        page = views.server_error(RequestFactory().get("/"))

    assert page.status_code == 500
    assert f'<html lang="{language}">' in page.content.decode()


def test_a_fault_says_that_it_is_ours():
    page = views.server_error(RequestFactory().get("/")).content.decode()

    assert "Something broke on our side" in page
