"""An agenda as lines that people edit, and the words of the other languages behind them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LANGUAGES = ("fi", "sv", "en")
Words = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """Minutes and what is done in them, in one language; `method` names a card of the toolbox."""

    minutes: int
    text: str
    method: str = ""

    def __str__(self) -> str:
        return f"{self.minutes} min {self.text}"


class Agenda(tuple[Line, ...]):
    """Lines in their order; as text, one under the other."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(str(line) for line in self)

    @property
    def minutes(self) -> int:
        """How long it lasts in all."""
        return sum(line.minutes for line in self)


def in_language(words: Words, language: str) -> str:
    """Return the words in a language, else in Finnish, else in one that is there."""
    order = (language, *LANGUAGES)
    return next((words[code] for code in order if words.get(code)), "")


def read(stored: Iterable[Mapping[str, Any]], *, language: str) -> Agenda:
    """Return a stored agenda as lines in one language."""
    return Agenda(
        Line(line["minutes"], in_language(line["words"], language), line.get("method", ""))
        for line in stored
    )


def written(
    agenda: Iterable[Line], *, over: Sequence[Mapping[str, Any]], language: str
) -> list[dict[str, Any]]:
    """Return lines as an agenda is stored.

    A text that was there keeps its other languages; a new or changed one is there in this language
    only, so that nobody reads old words beside new ones.
    """
    texts = [line["words"] for line in over]
    return [
        {
            "minutes": line.minutes,
            "words": words_for(line.text, over=texts, language=language),
            "method": line.method,
        }
        for line in agenda
    ]


def words_for(text: str, *, over: Iterable[Words], language: str) -> dict[str, str]:
    """Return the words that read so in this language, from those that were; else new ones."""
    for words in over:
        if in_language(words, language) == text:
            return dict(words)
    return {language: text} if text else {}


def clocks(agenda: Iterable[Line], *, starts_at: datetime) -> list[datetime]:
    """Return when each line begins."""
    begins, moment = [], starts_at
    for line in agenda:
        begins.append(moment)
        moment += timedelta(minutes=line.minutes)
    return begins
