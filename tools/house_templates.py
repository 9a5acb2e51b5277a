"""The house rules about templates: texts are translated, nothing is styled or scripted inline."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

Finding = tuple[Path, int, str, str]

MAX_TEMPLATE_LINES = 150
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = re.compile(r"\b(Nuotio|WCAG|GDPR|HTML|CSV|XLSX|PDF|Suomi|Suomeksi|Svenska|English)\b")
SENTENCE = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+\b(?!/)")
# An invented person in the gallery has the same name in every language.
PERSON = re.compile(r"^[A-ZÅÄÖ]\w+ [A-ZÅÄÖ]\w+$")
READ_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
SILENT_TAGS = {"script", "style", "code", "svg", "kbd", "samp"}
VOID_BUTTONS = {"submit", "button", "reset"}
TRANSLATIONS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
DATA_SCRIPTS = {"application/json", "application/ld+json", "importmap"}


def has_words(text: str) -> bool:
    """Say whether there is something to translate: two letters in a row that are no name."""
    return bool(LETTERS.search(NAMES.sub("", text)))


def findings(path: Path) -> Iterator[Finding]:
    """Return what one template does against the house rules."""
    source = path.read_text(encoding="utf-8")
    if source.count("\n") > MAX_TEMPLATE_LINES:
        yield path, 1, "BIG", f"{source.count(chr(10))} lines; move a part to a macro or a partial"
    try:
        page = _without_jinja(source)
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        yield path, error.lineno, "TPL", error.message or "does not parse"
        return
    if path.suffix == ".html":
        reader = _Reader(is_mail="mail" in path.parts or "emails" in path.parts)
        reader.feed(page)
        yield from ((path, line, code, text) for line, code, text in reader.found)
    elif has_words(page):
        lines = page.splitlines()
        yield from (
            (path, number, "UNT", f"not marked for translation: {line.strip()[:60]}")
            for number, line in enumerate(lines, 1)
            if has_words(line)
        )
    yield from ((path, line, "UNT", text) for line, text in _untranslated_arguments(tree))


@cache
def _environment() -> Environment:
    # It only parses here; nothing is rendered, so nothing needs escaping.
    return Environment(  # noqa: S701 -- parses, never renders
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )


def _without_jinja(source: str) -> str:
    """Return the page with blocks, expressions and translated parts taken out, lines kept."""
    page: list[str] = []
    block: list[str] = []
    in_translation = in_block = False
    for _line, token, value in _environment().lexer.tokeniter(source, None):
        newlines = "\n" * value.count("\n")
        if token == "block_begin":  # noqa: S105 -- a kind of token, not a secret
            block, in_block = [], True
        elif token == "block_end":  # noqa: S105 -- a kind of token, not a secret
            in_block = False
            if block[:1] in (["trans"], ["endtrans"]):
                in_translation = block[0] == "trans"
        elif in_block and token == "name":  # noqa: S105 -- a kind of token, not a secret
            block.append(value)
        keep = token == "data" and not in_translation  # noqa: S105 -- a kind of token
        page.append(value if keep else newlines)
    return "".join(page)


class _Reader(HTMLParser):
    """Collect what a person would read or hear on the page, and what the page must not hold."""

    def __init__(self, *, is_mail: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str, str]] = []
        self._silent = 0
        self._is_mail = is_mail

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT_TAGS
        given = {name: value or "" for name, value in attrs}
        read = READ_ATTRIBUTES | (
            {"value"} if tag == "input" and given.get("type") in VOID_BUTTONS else set()
        )
        for name, value in given.items():
            if name in read and has_words(value):
                self._note("UNT", f'not marked for translation: {name}="{value[:50]}"')
        if not self._is_mail:
            self._look_for_inline(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT_TAGS))

    def handle_data(self, data: str) -> None:
        if not self._silent and has_words(data):
            skipped = data[: len(data) - len(data.lstrip())].count("\n")
            text = " ".join(data.split())[:60]
            self._note("UNT", f"not marked for translation: {text}", skipped)

    def _look_for_inline(self, tag: str, given: dict[str, str]) -> None:
        if "style" in given or tag == "style":
            self._note("STY", "inline style: use a class")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            self._note("STY", "inline script: use a module in static/")
        for name in given:
            if name.startswith(("on", "hx-on")):
                self._note("STY", f"{name}: listen in a module in static/")

    def _note(self, code: str, text: str, lines_down: int = 0) -> None:
        self.found.append((self.getpos()[0] + lines_down, code, text))


def _untranslated_arguments(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield texts that a macro is given without `_()`: they begin like a sentence."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATIONS:
            continue
        given = [*call.args, *(pair.value for pair in call.kwargs)]
        for text in (value for value in given if isinstance(value, nodes.Const)):
            words = text.value if isinstance(text.value, str) else ""
            if SENTENCE.match(words) and has_words(words) and not PERSON.match(words):
                yield text.lineno, f"not marked for translation: {words[:60]!r}"
