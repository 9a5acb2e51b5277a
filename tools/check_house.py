"""House rules no off-the-shelf linter knows.

UNT  text people read must be marked for translation (templates and Python)
WRI  rows are written in services only (erased in privacy, made up in demo)
WEB  the domain modules of a room know nothing of HTTP
NOW  the domain does not read the clock: the moment comes as `at`
VIEW a view stays within 25 lines
STY  templates hold no inline style, script or handler (the content security policy refuses them)
BIG  a module or template stays small enough to read in one sitting
DOC  a room opens with one sentence that says what it is for; services and queries say what they do
WHY  every exception to a check carries its reason

An exception stands on the line itself: `# house: WRI -- reason`, in a template
`{# house: STY -- reason #}`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import house_templates
from tools.house_templates import Finding, has_words

DOMAIN_SIDE = {"models", "events", "rules", "queries", "services"}
CLOCKLESS = {"models", "rules", "queries", "services"}
# Erasing and forgetting is what a room's privacy module is for.
MAY_WRITE = {"services", "privacy", "demo", "migrations"}
MAY_WRITE_ROOMS = {"foundation"}
WEB_IMPORTS = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")
WRITES = {
    "save",
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "bulk_update",
    "delete",
}
ON_ROWS = re.compile(r"\.(objects|filter\(|exclude\(|all\(|select_for_update\()")
NO_ROWS = re.compile(
    r"(^super\(\)$|cache|session|storage|workbook|book|sheet|image)$", re.IGNORECASE
)
MAX_LINES = 400
MAX_TEST_LINES = 500
MAX_VIEW_LINES = 25
CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today"}
READ_KEYWORDS = {
    "verbose_name",
    "verbose_name_plural",
    "help_text",
    "label",
    "empty_label",
    "says",
    "sees",
}
READ_CALLS = {"success", "info", "warning", "error"}
EXCEPTION = re.compile(r"#\s*house:\s*(?P<codes>[A-Z, ]+?)\s*(?P<why>--\s*\S.*)?(#\}|$)")
NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*[A-Z0-9, ]+)?(?P<rest>.*)$")
UNCOVERED = re.compile(r"#\s*pragma: no cover(?P<rest>.*)$")


def check(house: Path, tests: Path | None = None) -> Iterator[Finding]:
    """Return every finding in the house (a package of rooms) and its tests, in file order."""
    for folder in sorted(house.glob("*/jinja2")):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".txt"}):
            yield from _excused(path, house_templates.findings(path))
    for path in sorted(house.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _excused(path, _in_python(path, path.relative_to(house).parts))
    for path in sorted(tests.rglob("*.py")) if tests else []:
        yield from _excused(path, _too_big(path, path.read_text(encoding="utf-8"), MAX_TEST_LINES))


def _in_python(path: Path, parts: tuple[str, ...]) -> Iterator[Finding]:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    room, role = parts[0], Path(parts[1]).stem if len(parts) > 1 else ""
    yield from _too_big(path, source, MAX_LINES)
    yield from _undocumented(path, tree, role, is_room=len(parts) == 2)
    yield from _untranslated(path, tree, role)
    if role not in MAY_WRITE and room not in MAY_WRITE_ROOMS:
        yield from _writes(path, tree)
    if role in DOMAIN_SIDE:
        yield from _web_imports(path, tree)
    if role in CLOCKLESS:
        yield from _clocks(path, tree)
    if role == "views":
        yield from _long_views(path, tree)


def _too_big(path: Path, source: str, stop: int) -> Iterator[Finding]:
    lines = source.count("\n")
    if lines > stop:
        yield path, 1, "BIG", f"{lines} lines, the stop is {stop}: split at a seam of the domain"


def _undocumented(path: Path, tree: ast.Module, role: str, *, is_room: bool) -> Iterator[Finding]:
    if is_room and role == "__init__" and not ast.get_docstring(tree):
        yield path, 1, "DOC", "say in one sentence what this room is for"
    if role not in {"services", "queries"}:
        return
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield path, node.lineno, "DOC", f"{node.name}() does not say what it does"


def _is_plain_text(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(_is_plain_text(part) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and has_words(node.value)


def _untranslated(path: Path, tree: ast.AST, role: str) -> Iterator[Finding]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for text in _read_by_people(call, role):
            if _is_plain_text(text):
                yield path, text.lineno, "UNT", "not marked for translation"


def _read_by_people(call: ast.Call, role: str) -> list[ast.expr]:
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    owner = getattr(getattr(call.func, "value", None), "id", "")
    read = [k.value for k in call.keywords if k.arg in READ_KEYWORDS and role != "management"]
    if called == "ValidationError" or (called.endswith("Field") and role == "models"):
        read += call.args[:1]
    if owner == "messages" and called in READ_CALLS:
        read += call.args[1:2]
    return read


def _writes(path: Path, tree: ast.AST) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        receiver = ast.unparse(node.func.value)
        name = node.func.attr
        writing = name in WRITES or (name == "update" and ON_ROWS.search(receiver))
        if writing and not NO_ROWS.search(receiver):
            yield path, node.lineno, "WRI", f"{name}() belongs in services"


def _web_imports(path: Path, tree: ast.AST) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        inside = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        names = [f"{inside}{alias.name}" for alias in node.names]
        for name in names:
            if name.startswith(WEB_IMPORTS):
                yield path, node.lineno, "WEB", f"{name} belongs to the web side of the room"


def _clocks(path: Path, tree: ast.AST) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS:
            yield path, node.lineno, "NOW", "take the moment as `at`; only the edge reads the clock"


def _long_views(path: Path, tree: ast.Module) -> Iterator[Finding]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.args.args:
            continue
        if node.args.args[0].arg != "request":
            continue
        first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
        lines = (node.end_lineno or first.lineno) - first.lineno + 1
        if lines > MAX_VIEW_LINES:
            yield path, node.lineno, "VIEW", f"{node.name}() has {lines} lines, the stop is 25"


def _excused(path: Path, found: Iterator[Finding]) -> Iterator[Finding]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for finding in found:
        line = lines[finding[1] - 1] if finding[1] <= len(lines) else ""
        if finding[2] not in _codes_excused(line):
            yield finding
    for number, line in enumerate(lines, 1):
        if "#" in line and _lacks_reason(line):
            yield path, number, "WHY", "an exception carries its reason: ` -- why`"


def _codes_excused(line: str) -> set[str]:
    excuse, noqa = EXCEPTION.search(line), NOQA.search(line)
    codes = set(re.findall(r"[A-Z]+", excuse["codes"])) if excuse else set()
    if noqa and "TID251" in (noqa["codes"] or ""):
        codes.add("NOW")
    return codes


def _lacks_reason(line: str) -> bool:
    excuse, noqa, bare = EXCEPTION.search(line), NOQA.search(line), UNCOVERED.search(line)
    if excuse and not excuse["why"]:
        return True
    if noqa and not re.search(r"(--|#)\s*\w", noqa["rest"]):
        return True
    return bool(bare and not re.search(r"(--|#)\s*\w", bare["rest"]))


def main() -> int:
    """Print every finding as `path:line: CODE text`; exit status 1 where there is one."""
    found = list(check(Path("nuotio"), Path("tests")))
    for path, line, code, text in found:
        print(f"{path}:{line}: {code} {text}")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
