"""The checks of the house see what they are there to see."""

from pathlib import Path

import pytest

from tools import check_house

ROOM = '"""A room."""\n'
NOQA = "# " + "noqa"


def findings(tmp_path: Path, name: str, text: str) -> list[tuple[int, str]]:
    room = tmp_path / "nuotio" / "plans"
    path = room / name
    path.parent.mkdir(parents=True)
    (room / "__init__.py").write_text(ROOM)
    path.write_text(text)
    return [(line, code) for _, line, code, _ in check_house.check(tmp_path / "nuotio")]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("views.py", "def send(request):\n    plan.save()\n", [(2, "WRI")]),
        ("views.py", "Plan.objects.filter(pk=1).update(a=1)\n", [(1, "WRI")]),
        ("views.py", "cache.delete('x')\nrequest.session.save()\n", []),
        ("services.py", "plan.save()\n", []),
        ("privacy.py", "plan.delete()\n", []),
        ("services/sharing.py", "plan.save()\n", []),
        ("views.py", "plan.save()  # house: WRI -- a reason\n", []),
        ("views.py", "plan.save()  # house: WRI\n", [(1, "WHY")]),
        ("queries.py", "from django.http import Http404\n", [(1, "WEB")]),
        ("views.py", "from django.http import Http404\n", []),
        ("rules.py", "late = timezone.now() > due\n", [(1, "NOW")]),
        ("views.py", "late = timezone.now() > due\n", []),
        ("views.py", "def show(request):\n" + "    x = 1\n" * 26, [(1, "VIEW")]),
        ("views.py", "def show(request):\n" + "    x = 1\n" * 25, []),
        ("models.py", "x = 1\n" * 401, [(1, "BIG")]),
        ("models.py", "x = 1\n" * 400, []),
        ("forms.py", "x = forms.CharField(label='Your name')\n", [(1, "UNT")]),
        ("forms.py", "x = forms.CharField(label=_('Your name'))\n", []),
        ("rules.py", "@rule('plans.see', says='Only you.')\ndef see(by): ...\n", [(1, "UNT")]),
        ("views.py", "messages.success(request, f'Saved {n} plans')\n", [(1, "UNT")]),
        ("queries.py", "def plans():\n    return 1\n", [(1, "DOC")]),
        ("queries.py", "def _plans():\n    return 1\n", []),
        ("views.py", f"import os  {NOQA}: F401\n", [(1, "WHY")]),
        ("views.py", f"import os  {NOQA}: F401 -- a reason\n", []),
    ],
)
def test_python_is_held_to_the_house_rules(tmp_path, name, text, expected):
    assert findings(tmp_path, name, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Hello</p>", [(1, "UNT")]),
        ('<p>{{ _("Hello") }}</p>', []),
        ("\n<p>{% trans %}Hello{% endtrans %} there</p>", [(2, "UNT")]),
        ("{% trans count=n %}One{% pluralize %}{{ count }} plans{% endtrans %}", []),
        ("{# Hello #}<p>{{ n }}</p>", []),
        ('<img alt="A fire" src="x">', [(1, "UNT")]),
        ('<img alt="{{ words }}" src="x">', []),
        ('<input type="submit" value="Send">', [(1, "UNT")]),
        ('<input type="hidden" value="Send">', []),
        ('{{ button("Send the plan") }}', [(1, "UNT")]),
        ('{{ button(_("Send the plan")) }}', []),
        ('{{ button(label="Send") }}', [(1, "UNT")]),
        ('{{ card(class="card card--wide", date="j.n.Y") }}', []),
        ('<p style="color: red">{{ n }}</p>', [(1, "STY")]),
        ('<p style="color: red">{{ n }}</p>{# house: STY -- a reason #}', []),
        ("<script>go()</script>", [(1, "STY")]),
        ('<script type="application/json">{"a": "Hello"}</script>', []),
        ('<script src="x.js"></script>', []),
        ('<button onclick="go()">{{ n }}</button>', [(1, "STY")]),
        ("<p>{% if %}</p>", [(1, "TPL")]),
        ("<br>\n" * 151, [(1, "BIG")]),
    ],
)
def test_templates_are_held_to_the_house_rules(tmp_path, text, expected):
    assert findings(tmp_path, "jinja2/plans/page.html", text) == expected


def test_mails_may_style_inline_because_mail_readers_know_nothing_else(tmp_path):
    text = '<p style="color: red">{{ n }}</p>'

    assert findings(tmp_path, "jinja2/plans/mail/invite.html", text) == []


def test_a_room_without_a_sentence_is_noticed(tmp_path):
    room = tmp_path / "nuotio" / "plans"
    room.mkdir(parents=True)
    (room / "__init__.py").write_text("")

    found = [(line, code) for _, line, code, _ in check_house.check(tmp_path / "nuotio")]

    assert found == [(1, "DOC")]
