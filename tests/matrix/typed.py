"""Forms as a page shows them: found in its HTML, filled in and sent the way a browser does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.test import Client

TYPED = {"text", "email", "search", "url", "tel", "number", "date", "password", "textarea"}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Form:
    """Where a form is sent, and its fields: name, type and what stands in it."""

    action: str
    method: str
    takes_files: bool
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """The names of the fields that a person types into."""
        return [name for name, kind, _value in self.fields if kind in TYPED]

    def filled(self, text: dict[str, str]) -> list[tuple[str, str]]:
        """Return what is sent where these fields hold other text."""
        return [(name, text.get(name, value)) for name, _kind, value in self.fields]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._name = self._text = ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            method, encoding = told.get("method", "get").lower(), told.get("enctype", "")
            self._form = Form(told.get("action", ""), method, encoding.startswith("multipart"))
            self.forms.append(self._form)
        if self._form is None:
            return
        name = told.get("name", "")
        if tag == "input" and name:
            self._input(name, told)
        elif tag == "button" and name:
            self._form.buttons.append((name, told.get("value", "")))
        elif tag in ("select", "textarea") and name:
            self._name, self._text, self._options = name, "", []
        elif tag == "option":
            self._options.append((told.get("value", ""), "selected" in told))

    def _input(self, name: str, told: dict[str, str]) -> None:
        assert self._form is not None
        kind, value = told.get("type", "text"), told.get("value", "on")
        if kind in ("radio", "checkbox"):
            known = {one for one, _kind, _value in self._form.fields}
            if "checked" in told or (kind == "radio" and name not in known):
                self._form.fields.append((name, kind, value))
        elif kind not in ("file", "submit"):
            self._form.fields.append((name, kind, told.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._text += data if self._name else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if self._form is None or tag not in ("select", "textarea") or not self._name:
            return
        if tag == "textarea":
            self._form.fields.append((self._name, "textarea", self._text.removeprefix("\n")))
        elif self._options:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            first = next((value for value, _chosen in self._options if value), "")
            self._form.fields.append((self._name, "select", chosen[0] if chosen else first))
        self._name = ""


def forms_on(page: str) -> list[Form]:
    """Return the forms of a page that change something."""
    reader = _Reader()
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post" and not form.takes_files]


def send(
    client: Client, address: str, fields: list[tuple[str, str]], *, came_from: str = ""
) -> Any:
    """Post fields as a browser does; even halves of characters, which no test client encodes."""
    headers = {"Referer": f"http://testserver{came_from}"} if came_from else {}
    body = urlencode(fields, errors="surrogatepass")
    return client.post(address, body, content_type=FORM, headers=headers)
