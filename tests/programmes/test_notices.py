"""Serves R7 in programmes: each kind of notice says in three languages what it tells."""

import pytest
from django.utils.translation import override

from nuotio.notifications import kinds, wording
from nuotio.notifications.models import Channel, Notification
from nuotio.programmes import notices

KINDS = [kind for kind in kinds.every() if kind.tell.__module__ == notices.__name__]
NAMED = {"fi": "Nimi", "sv": "Namn", "en": "Name"}
PARAMS = {
    "what": NAMED,
    "at": "2026-12-02T07:00:00+00:00",
    "programme": "Kevät",
    "provider": "Valmennus",
    "organisation": NAMED,
    "role": NAMED,
    "place": "Kuopio",
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize("others", [0, 1, 5])
def test_every_kind_is_told_in_every_language(kind, language, yes, others):
    changes = ("moved", "off") if others else ("moved", "off", "due", "new")
    for change in changes:
        for state in ("accepted", "declined", "left"):
            params = {**PARAMS, "others": others, "change": change, "state": state}
            answers = dict.fromkeys(("is_accepted", "is_ours", "has_answered"), yes)
            notice = Notification(kind=kind.code, params={**params, **answers})
            told = {}
            for spoken in (language, "en"):
                with override(spoken):
                    told[spoken] = wording.tell(notice)

            assert "%" not in told[language].title + told[language].text
            assert told[language].title[-1] not in ".!"
            assert kind.code == "event_for_calendar" or told[language] != told["en"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_subject_names_nobody_and_is_translated(kind):
    said = set()
    for language in ("fi", "sv", "en"):
        with override(language):
            said |= {str(kind.subject), str(kind.name), str(kind.when), str(kind.action)}

    assert len(said) == 12
    assert not any("%" in words for words in said)


def test_what_only_waits_comes_in_the_weekly_summary():
    assert {kind.code for kind in KINDS if kind.default == Channel.DIGEST} == {
        "submission_given",
        "support_overdue",
    }


def test_an_event_for_the_calendar_comes_at_once_or_not_at_all():
    assert notices.EVENT_FOR_CALENDAR.channels == (Channel.AT_ONCE, Channel.NEVER)
