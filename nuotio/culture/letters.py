"""What somebody reads who is invited by an address alone: a mail in her language, with her link."""

from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.culture import notices, telling, tokens
from nuotio.culture.models import Invitee, SurveyRound
from nuotio.notifications import links
from nuotio.notifications.kinds import Params
from nuotio.notifications.letters import Letter, Link, one_line
from nuotio.notifications.wording import in_three


def letter_to(invitee: Invitee, survey_round: SurveyRound, letter: str) -> Letter:
    """Return the mail; the personal link stands only in what follows the address's hash sign."""
    with translation.override(invitee.language):
        kind = notices.SURVEY_INVITED
        if letter in telling.AFTER_OPENING:
            kind = notices.SURVEY_REMINDER
        told = kind.tell(params_of(survey_round, letter, invitee, invitee.language))
        organisation = one_line(survey_round.organisation.name)
        return Letter(
            subject=str(kind.subject),
            language=invitee.language,
            greeting=_("Hello,"),
            paragraphs=[
                _("%(organisation)s asks how people learn at work.")
                % {"organisation": organisation},
                f"{told.title}.",
                told.text,
                _(
                    "Answering is voluntary. Afterwards nobody can find out who answered what,"
                    " not even those who run the service."
                ),
            ],
            action=Link(_action(letter, invitee), link_to(invitee, survey_round)),
            why=_(
                "You get this mail because %(organisation)s invited you to the survey. The link is"
                " yours alone. You get two reminders at most."
            )
            % {"organisation": organisation},
        )


def link_to(invitee: Invitee, survey_round: SurveyRound) -> str:
    """Return the address of the survey with the person's own token behind the hash sign."""
    path = links.path_to("culture:survey", public_id=survey_round.public_id)
    page = links.absolute(path, invitee.language)
    if invitee.given == Invitee.Given.CODE:
        return page
    return f"{page}#{tokens.token_of(survey_round.public_id, invitee.email)}"


def params_of(
    survey_round: SurveyRound, letter: str, invitee: Invitee, language: str = ""
) -> Params:
    """Return what a notice keeps of the survey; with a language, in the words of that one."""
    names = in_three(lambda: survey_round.name)
    opens_at, closes_at = survey_round.opens_at, survey_round.closes_at
    return {
        "letter": letter,
        "round": names[language] if language else names,
        "opens": opens_at.isoformat() if opens_at else "",
        "closes": closes_at.isoformat() if closes_at else "",
        "minutes": survey_round.instrument["minutes"],
        "given": invitee.given,
    }


def _action(letter: str, invitee: Invitee) -> str:
    if letter == telling.ANNOUNCED and not invitee.given:
        return _("Collect your ticket")
    return _("Go to the survey")
