"""What a mail says: one content, from which its plain text and its HTML are made."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

# A greeting is no place for addresses: names with digits, slashes or @ are not repeated.
A_NAME = re.compile(r"[^\d:/@<>\\]{1,80}")


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere, with the absolute address."""

    words: str
    url: str


@dataclass(frozen=True)
class Section:
    """A heading with lines beneath it; in the weekly summary one organisation."""

    heading: str
    lines: Sequence[Link]


@dataclass(frozen=True)
class Letter:
    """A mail before it is written: paragraphs, one thing to do, and why it came."""

    subject: str
    language: str
    greeting: str
    paragraphs: Sequence[str]
    action: Link | None = None
    sections: Sequence[Section] = field(default_factory=list)
    why: str = ""
    stop: Link | None = None

    @property
    def text(self) -> str:
        """The letter for a reader without HTML."""
        blocks = [self.greeting, *self.paragraphs]
        for section in self.sections:
            lines = [f"- {line.words}\n  {line.url}" for line in section.lines]
            blocks.append("\n".join([section.heading, *lines]))
        blocks += [f"{self.action.words}:\n{self.action.url}"] if self.action else []
        blocks.append("-- \nNuotio")  # the sign that mail programs know a signature by
        blocks += [self.why] if self.why else []
        blocks += [f"{self.stop.words}:\n{self.stop.url}"] if self.stop else []
        return "\n\n".join(blocks) + "\n"

    @property
    def html(self) -> str:
        """The letter with its look; everything in it is escaped."""
        return render_to_string("notifications/mail/letter.html", {"letter": self})


def one_line(words: object, *, longest: int = 200) -> str:
    """Return the words on one line, without control signs, cut where they are too long."""
    visible = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in str(words)
    )
    line = " ".join(visible.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def greeting_of(name: str) -> str:
    """Return the opening words, with the person's name where it looks like one."""
    line = one_line(name)
    return _("Hello %(name)s,") % {"name": line} if A_NAME.fullmatch(line) else _("Hello,")
