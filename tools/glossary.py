"""Write docs/glossary.md from the glossary that ships with the product; `--check` only compares.

The words themselves are mended in nuotio/foundation/content/glossary.yaml.
"""

import sys
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path("nuotio/foundation/content/glossary.yaml")
PAGE = Path("docs/glossary.md")
LANGUAGES = ("fi", "sv", "en")
OPENING = """# Glossary

One preferred word for each concept in Finnish, Swedish and English. Texts of the service use these
words; `avoid` lists those that they do not use for the concept. This page is written by
`python -m tools.glossary` from `nuotio/foundation/content/glossary.yaml`: mend the words there.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    glossary: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    parts = [OPENING]
    for group, title in glossary["groups"].items():
        parts.append(f"\n## {title}\n")
        parts += [_entry(term) for term in glossary["terms"] if term["group"] == group]
    return "\n".join(parts)


def _entry(term: dict[str, Any]) -> str:
    lines = [f"**{term['fi']}** · *{term['sv']}* · {term['en']} (`{term['id']}`)\n"]
    for language in LANGUAGES:
        avoided = ", ".join(term.get("avoid", {}).get(language, []))
        lines.append(
            f"- {language}: {term['def'][language]}" + (f" Avoid: {avoided}." if avoided else "")
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or with `--check` say whether it is up to date."""
    if "--check" in sys.argv[1:]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print(f"{PAGE} is behind {SOURCE}: run python -m tools.glossary")
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
