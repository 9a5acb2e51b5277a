"""Every rule tells people, in their language, who may."""

import pytest
from django.utils import translation

from tests.house.rule_cases import every_rule
from tools import messages


def translated(language: str) -> set[str]:
    return {
        message.id
        for room in messages.rooms([])
        for message in messages.read(messages.catalogue_of(room, language), language)
        if message.id and message.string
    }


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_rule_gives_its_reason_in_every_language(language):
    known = translated(language)

    with translation.override("en"):
        said = {name: (str(rule.says), str(rule.sees)) for name, rule in every_rule().items()}

    silent = [
        name
        for name, (says, sees) in said.items()
        if says not in known or (sees and sees not in known)
    ]
    assert silent == []


def test_every_rule_is_named_for_its_room_and_says_a_whole_sentence():
    rooms = {room.name for room in messages.rooms([])}

    with translation.override("en"):
        odd = [
            name
            for name, rule in every_rule().items()
            if name.split(".")[0] not in rooms or not str(rule.says).endswith(".")
        ]

    assert odd == []
