"""Who reads a text: each audience in words, and which of them a member can choose now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nuotio.people.models import Membership
from nuotio.plans import naming
from nuotio.plans.models import Audience, Entry
from nuotio.plans.queries.circles import Circle


@dataclass(frozen=True)
class Choice:
    """An audience as its writer chooses it; a programme's is that of one programme.

    `names` are those of the pair or of the programme, for the sentence that says who reads.
    """

    audience: Audience
    programme_id: int | None = None
    names: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        is_programme = self.programme_id is not None
        return f"{self.audience}-{self.programme_id}" if is_programme else str(self.audience)

    @property
    def label(self) -> str:
        """What it is called, in a few words."""
        words = str(self.audience.label)
        if self.programme_id is not None and self.names:
            words = _("everybody in %(programme)s") % {"programme": self.names}
        return words[:1].upper() + words[1:]

    @property
    def reads(self) -> str:
        """Who reads, in a sentence to the writer."""
        return _sentence(self.audience, self.names)

    def is_of(self, entry: Entry) -> bool:
        """Say whether the entry has this audience."""
        return (self.audience, self.programme_id) == (entry.audience, entry.programme_id)


def _sentence(audience: Audience, names: str) -> str:
    nobody_now = _("Only you read this for now: who was your pair then is no longer.")
    pair = _("You and %(names)s read this.") % {"names": names} if names else nobody_now
    programme = names or _("the programme")
    told = {
        Audience.ME: _("Only you read this. HR, your supervisor and the organisers do not."),
        Audience.PAIR: pair,
        Audience.MENTORS_HR: _(
            "The learning mentors, HR and the coordinators of your organisation read this."
        ),
        Audience.COHORT: _(
            "Those who take part in %(programme)s read this, in every organisation, and so do HR"
            " there and the organisers. Your name and your organisation are shown."
        )
        % {"programme": programme},
        Audience.ORGANISATION: _("Everybody in your organisation reads this."),
        Audience.NETWORK: _(
            "Everybody who is signed in to Nuotio reads this, in every organisation. Your name and"
            " your organisation are shown."
        ),
    }
    return told[audience]


def told_to_reader(entry: Entry) -> str:
    """Return with whom the writer shares an entry, in a sentence to one of those who read it."""
    told = {
        Audience.ME: "",
        Audience.PAIR: _("The writer shares this with you as a pair."),
        Audience.MENTORS_HR: _(
            "The writer shares this with the mentors, HR and the coordinators of your organisation."
        ),
        Audience.COHORT: _("The writer shares this with everybody in the programme."),
        Audience.ORGANISATION: _("The writer shares this with everybody in your organisation."),
        Audience.NETWORK: _("The writer shares this with the whole network."),
    }
    return told[Audience(entry.audience)]


def choices_for(circle: Circle) -> Sequence[Choice]:
    """Return what the member can choose now, the fewest readers first.

    The pair only where she has one, a programme only where she has a place in it.
    """
    pair = [Choice(Audience.PAIR, names=_names(circle.pair))] if circle.pair else []
    programmes = [Choice(Audience.COHORT, one.pk, one.name) for one in circle.seated_in]
    return [
        Choice(Audience.ME),
        *pair,
        Choice(Audience.MENTORS_HR),
        *programmes,
        Choice(Audience.ORGANISATION),
        Choice(Audience.NETWORK),
    ]


def choice_of(entry: Entry, circle: Circle) -> Choice:
    """Return the entry's own audience, also where its writer could not choose it now.

    For the pair it names those who read this text: who came later reads what is written later.
    """
    if entry.audience == Audience.PAIR:
        return Choice(Audience.PAIR, names=_names(circle.pair_at(entry.changed_at)))
    offered = next((one for one in choices_for(circle) if one.is_of(entry)), None)
    return offered or Choice(Audience(entry.audience), entry.programme_id)


def find(key: str, offered: Sequence[Choice]) -> Choice | None:
    """Return the offered audience that a key names."""
    return next((one for one in offered if one.key == key), None)


def _names(pair: Sequence[Membership]) -> str:
    return naming.joined([one.name for one in pair])
