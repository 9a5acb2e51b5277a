"""Translations of each room: find the texts, merge them into the catalogues, compile, check.

    python tools/messages.py extract-and-merge [room ...]   find texts, keep their translations
    python tools/messages.py compile            write the .mo files that are older than their .po
    python tools/messages.py check [room ...]   say what is missing, wrong or told in two ways

Babel does the work, so the machine needs no GNU gettext. Nothing is guessed: a text that changed
is a new text. A text that another room has already translated comes with that translation.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path("nuotio")
LANGUAGES = ("fi", "sv")
DOMAIN = "django"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The same options as the template environment has, so that both see the same texts.
JINJA = {
    "silent": "false",
    "newstyle_gettext": "true",
    "trimmed": "true",
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
}
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Language: {language}\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdifr]|(?<!%)%(?:%%)*[sd]|\{(\w*)\}")
COUNTS = {"count", "num", "n", "number"}

Key = tuple[str | None, str, str | None]


def key_of(message: Message) -> Key:
    """Return what makes a text itself: its context, its words, its plural."""
    forms = _forms(message.id)
    return message.context, forms[0], forms[1] if len(forms) > 1 else None


def texts_of(room: Path) -> Catalog:
    """Return every text in the room's Python and templates that is marked for translation."""
    found = Catalog(domain=DOMAIN, fuzzy=False)
    for path in sorted(room.rglob("*")):
        method = _method(path)
        if method is None:
            continue
        options = JINJA if method == "jinja2" else {}
        for line, words, comments, context in extract_from_file(
            _EXTRACTORS[method],
            path,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            options=options,
        ):
            found.add(
                words,
                locations=[(path.as_posix(), line)],
                auto_comments=comments,
                context=context,
            )
    return found


_EXTRACTORS = {"python": "python", "jinja2": "jinja2.ext:babel_extract"}


def _method(path: Path) -> str | None:
    if path.suffix == ".py" and "migrations" not in path.parts:
        return "python"
    if "jinja2" in path.parts and path.suffix in {".html", ".txt", ".xml"}:
        return "jinja2"
    return None


def rooms(names: list[str]) -> list[Path]:
    """Return the folders of the named rooms, of all rooms when none is named."""
    wanted = [HOUSE / name for name in names] or sorted(HOUSE.iterdir())
    return [room for room in wanted if (room / "__init__.py").exists()]


def catalogue_of(room: Path, language: str) -> Path:
    """Return where the room keeps its translations into this language."""
    return room / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue in the file, an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=language, domain=DOMAIN)


def merge(texts: Catalog, old: Catalog, others: dict[Key, tuple[str, ...]]) -> Catalog:
    """Return the texts with the translations they had, or have in another room."""
    known = {
        key_of(m): _forms(m.string) for m in old if m.id and not m.fuzzy and any(_forms(m.string))
    }
    merged = Catalog(locale=old.locale, domain=DOMAIN, fuzzy=False)
    comments = {key_of(m): m.user_comments for m in old if m.id}
    for text in (m for m in texts if m.id):
        forms = known.get(key_of(text)) or others.get(key_of(text)) or ()
        merged.add(
            text.id,
            tuple(forms) if len(_forms(text.id)) > 1 and forms else "".join(forms[:1]),
            locations=text.locations,
            auto_comments=text.auto_comments,
            user_comments=comments.get(key_of(text), ()),
            context=text.context,
        )
    return merged


def write(path: Path, catalogue: Catalog, language: str) -> None:
    """Write the catalogue calmly: sorted, without line numbers and dates; skip where unchanged."""
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    content = HEADER.format(language=language) + body.getvalue().decode().strip("\n") + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def extract_and_merge(names: list[str]) -> int:
    """Bring the catalogues of the rooms up to date with their texts."""
    for language in LANGUAGES:
        everywhere: dict[Key, tuple[str, ...]] = {}
        for room in rooms([]):
            for message in read(catalogue_of(room, language), language):
                if message.id and not message.fuzzy and all(_forms(message.string)):
                    everywhere.setdefault(key_of(message), _forms(message.string))
        for room in rooms(names):
            path, texts = catalogue_of(room, language), texts_of(room)
            if len(texts) == 0 and not path.exists():
                continue
            merged = merge(texts, read(path, language), everywhere)
            write(path, merged, language)
            waiting = sum(1 for m in merged if m.id and not all(_forms(m.string)))
            if waiting:
                print(f"{path}: {waiting} of {len(merged)} texts wait for a translation")
    return compile_all()


def compile_all() -> int:
    """Write the .mo file of every catalogue that changed since; return 0."""
    for language in LANGUAGES:
        for path in sorted(HOUSE.glob(f"*/locale/{language}/LC_MESSAGES/*.po")):
            target = path.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
                continue
            made = BytesIO()
            write_mo(made, read(path, language))
            part = target.with_suffix(".mo.part")
            part.write_bytes(made.getvalue())
            part.replace(target)  # another process never reads half a file
    return 0


def check(names: list[str]) -> int:
    """Print what is wrong with the translations; return 1 where something is."""
    wrong = list(_problems(rooms(names)))
    wrong += _told_in_two_ways()
    print("\n".join(wrong), end="\n" if wrong else "")
    return int(bool(wrong))


def _problems(chosen: list[Path]) -> Iterator[str]:
    for room in chosen:
        texts = {key_of(m): m for m in texts_of(room) if m.id}
        for language in LANGUAGES:
            path = catalogue_of(room, language)
            translated = {key_of(m): m for m in read(path, language) if m.id}
            for key, text in texts.items():
                trouble = _trouble(text, translated.get(key))
                if trouble:
                    yield f"{path}: {trouble}: {key[1][:70]!r}"
            for key in translated.keys() - texts.keys():
                yield f"{path}: no longer used (run make messages): {key[1][:70]!r}"


def _trouble(text: Message, translation: Message | None) -> str:
    """Return what is wrong with one translation, in a few words; empty where it is right."""
    if translation is None:
        return "missing (run make messages)"
    if translation.fuzzy:
        return "fuzzy"
    if not all(_forms(translation.string)):
        return "not translated"
    sources, forms = _forms(text.id), _forms(translation.string)
    if len(forms) < len(sources):
        return "lacks a plural form"
    allowed = set().union(*(_placeholders(s) for s in sources))
    for number, form in enumerate(forms):
        used = _placeholders(form)
        needed = _placeholders(sources[min(number, len(sources) - 1)])
        if number == 0 and len(sources) > 1:
            needed -= COUNTS  # "one person" needs no figure
        if not needed <= used <= allowed:
            return f"other placeholders, {sorted(used)} for {sorted(needed)}"
    return ""


def _told_in_two_ways() -> list[str]:
    wrong = []
    for language in LANGUAGES:
        told: dict[Key, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
        for room in rooms([]):
            for message in read(catalogue_of(room, language), language):
                if message.id and all(_forms(message.string)):
                    told[key_of(message)][_forms(message.string)].append(room.name)
        for (_context, words, _plural), ways in sorted(told.items(), key=str):
            if len(ways) > 1:
                both = "; ".join(f"{' '.join(who)}: {forms[0]!r}" for forms, who in ways.items())
                wrong.append(f"{language}: {words[:70]!r} is told in {len(ways)} ways: {both}")
    return wrong


def _placeholders(text: str) -> set[str]:
    return {m[1] or m[2] or m[0] for m in PLACEHOLDER.finditer(text)}


def _forms(words: object) -> tuple[str, ...]:
    if isinstance(words, list | tuple):
        return tuple(str(word or "") for word in words)
    return (str(words or ""),)


def main() -> int:
    """Do what the command line says; return the exit status."""
    verb, names = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    match verb:
        case "extract-and-merge":
            return extract_and_merge(names)
        case "compile":
            return compile_all()
        case "check":
            return check(names)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
