"""Which column of a file says what: the words people use in Finnish, Swedish and English."""

import re
from collections.abc import Sequence

from nuotio.people.rosters.rows import cleaned

FIRST, LAST = "first_name", "last_name"

SPOKEN = {
    "name": "nimi, koko nimi, henkilö, henkilön nimi, työntekijä, osallistuja, sukunimi etunimi, "
    "etunimi sukunimi, etu ja sukunimi, suku ja etunimi, sukunimi ja etunimi, "
    "etunimi ja sukunimi, "
    "namn, hela namnet, fullständigt namn, efternamn förnamn, förnamn efternamn, "
    "för och efternamn, person, deltagare, medarbetare, "
    "name, full name, last name first name, first name last name, employee, participant",
    FIRST: "etunimi, etunimet, kutsumanimi, förnamn, tilltalsnamn, first name, given name, "
    "forename, firstname",
    LAST: "sukunimi, efternamn, släktnamn, last name, family name, surname, lastname",
    "email": "sähköposti, sähköpostiosoite, työsähköposti, työsähköpostiosoite, s posti, "
    "sposti, sähköposti osoite, spostiosoite, meili, "
    "e post, epost, e postadress, epostadress, mejl, arbetsmejl, mejladress, "
    "email, e mail, mail, email address, e mail address, work email, work e mail",
    "unit": "yksikkö, osasto, tiimi, toimipiste, toimiyksikkö, organisaatioyksikkö, työyksikkö, "
    "vastuualue, enhet, avdelning, team, arbetsenhet, verksamhetsställe, "
    "unit, department, division, organisational unit",
    "job_title": "tehtävä, ammattinimike, nimike, tehtävänimike, virkanimike, työtehtävä, "
    "päätehtävä, päätyö, ammatti, toimenkuva, uppgift, titel, befattning, yrkesbeteckning, "
    "arbetsuppgift, huvuduppgift, huvudsyssla, yrke, tjänstebeteckning, tjänstetitel, "
    "job, job title, title, position, main job, occupation, task",
    "supervisor": "esihenkilö, esimies, lähiesihenkilö, lähiesimies, esihenkilön sähköposti, "
    "esihenkilö sähköposti, esihenkilön sähköpostiosoite, esimiehen sähköposti, "
    "lähiesihenkilön sähköposti, chef, chefen, närmaste chef, förman, närmaste förman, "
    "chefens e post, chefens epost, chefens e postadress, chef e post, chefs e post, "
    "förmannens e post, supervisor, manager, line manager, supervisor email, supervisor e mail, "
    "supervisors email, supervisors e mail, manager email, managers email",
    "role": "rooli, roolit, rooli t, mentorirooli, rooli oppimismentoroinnissa, roll, roller, "
    "roll er, role, roles, role s",
    "language": "kieli, asiointikieli, äidinkieli, viestintäkieli, kutsun kieli, språk, "
    "modersmål, kontaktspråk, kommunikationsspråk, inbjudans språk, "
    "language, preferred language, mother tongue",
}


def _key(text: str) -> str:
    """Return a header without signs and spaces, in small letters."""
    return re.sub(r"[\W_]+", "", cleaned(text).casefold())


MEANS = {_key(word): column for column, words in SPOKEN.items() for word in words.split(", ")}


def meaning(text: str) -> str:
    """Return what a header means, "" where it is none; an addition in brackets does not matter."""
    without = re.sub(r"\([^)]*\)", " ", text)
    return MEANS.get(_key(text)) or MEANS.get(_key(without), "")


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column; empty unless the row is a header with e-mails.

    Where two columns mean the same, the first counts.
    """
    found: dict[str, int] = {}
    for place, text in enumerate(cells):
        column = meaning(text)
        if column:
            found.setdefault(column, place)
    return found if "email" in found else {}
