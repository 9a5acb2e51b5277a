"""Words that people use for roles and languages in a list."""

import re
from collections.abc import Mapping, Sequence

STANDARD = {
    "mentor": "oppimismentori, mentori, oppimismentorit, oppimisen mentori, lärandementor, "
    "lärandementorer, mentor, learning mentor, mentors",
    "hr": "hr, hr-yhteyshenkilö, hr yhteyshenkilö, hr-asiantuntija, henkilöstöhallinto, "
    "henkilöstöhallinnon edustaja, hr-kontaktperson, hr kontaktperson, personalförvaltning, "
    "personalförvaltningen, hr contact, human resources",
    "management": "johto, johdon edustaja, johtaja, ledning, ledningen, "
    "representant för ledningen, management, management sponsor, manager",
    "coordinator": "koordinaattori, ohjelmakoordinaattori, koordinator, programkoordinator, "
    "samordnare, coordinator, programme coordinator, program coordinator",
    "trainer": "valmentaja, kouluttaja, coach, utbildare, trainer",
    "employee": "työntekijä, henkilöstö, kollega, ei roolia, ei, medarbetare, anställd, "
    "ingen roll, ingen, nej, employee, colleague, staff, none, no role, no, -, –",
}
LANGUAGES = {
    "fi": "fi, fin, suomi, suomenkielinen, finska, finnish, fi-fi",
    "sv": "sv, swe, se, ruotsi, ruotsinkielinen, svenska, swedish, sv-fi, sv-se",
    "en": "en, eng, englanti, englanninkielinen, engelska, english, en-gb, en-us",
}


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {word: meant for meant, all_words in words.items() for word in all_words.split(", ")}


ROLE_OF, LANGUAGE_OF = _by_word(STANDARD), _by_word(LANGUAGES)
BETWEEN = re.compile(r"\s*[,;/+&|]\s*|\s+(?:ja|och|and|sekä|samt)\s+", re.IGNORECASE)


def folded(text: str) -> str:
    """Return the text as it is compared: small letters, single spaces."""
    return " ".join(text.casefold().split())


def roles_in(text: str, titles: Mapping[str, str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the roles that the text names, and the words that name none.

    `titles` are the organisation's own titles, folded, to roles: they count before the standard
    words. An employee has no role beside the main job.
    """
    known = {**ROLE_OF, **titles}
    parts = [text] if folded(text) in known else BETWEEN.split(text)
    words = [part for part in parts if part.strip()]
    named = {known[folded(word)] for word in words if folded(word) in known} - {"employee"}
    return sorted(named), [word for word in words if folded(word) not in known]


def language_in(text: str) -> str:
    """Return fi, sv or en; "" where the text is none of them."""
    return LANGUAGE_OF.get(folded(text), "")
