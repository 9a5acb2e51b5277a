import pytest
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.privacy import wording


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Profiiliasi muutettiin, sinä itse"),
        ("sv", "Din profil ändrades, du själv"),
        ("en", "Your profile was changed, by you"),
    ],
    ids=["fi", "sv", "en"],
)
def test_what_was_done_is_told_in_the_readers_language(language, words):
    entry = AuditEntry(action="people.edit_profile", actor_id=7)

    with translation.override(language):
        assert wording.told(entry, reader_id=7) == words


def test_another_person_is_told_apart_and_an_unknown_action_has_words_too():
    entry = AuditEntry(action="plans.something_new", actor_id=8)

    with translation.override("en"):
        assert wording.told(entry, reader_id=7) == "Your data was changed, by somebody else"
