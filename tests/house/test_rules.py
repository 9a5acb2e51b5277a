"""Every rule tells people, in their language, who may."""

import importlib
import pkgutil

import pytest
from django.utils import translation

import nuotio
from nuotio.foundation.rules import all_rules
from tools import messages


def load_every_rule() -> None:
    for module in pkgutil.walk_packages(nuotio.__path__, "nuotio."):
        if ".rules" in module.name:
            importlib.import_module(module.name)


def translated(language: str) -> set[str]:
    return {
        message.id
        for room in messages.rooms([])
        for message in messages.read(messages.catalogue_of(room, language), language)
        if message.id and message.string
    }


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_rule_gives_its_reason_in_every_language(language):
    load_every_rule()
    known = translated(language)

    with translation.override("en"):
        said = {name: (str(rule.says), str(rule.sees)) for name, rule in all_rules.items()}

    silent = [
        name
        for name, (says, sees) in said.items()
        if says not in known or (sees and sees not in known)
    ]
    assert silent == []


def test_every_rule_is_named_for_its_room_and_says_a_whole_sentence():
    load_every_rule()
    rooms = {room.name for room in messages.rooms([])}

    with translation.override("en"):
        odd = [
            name
            for name, rule in all_rules.items()
            if name.split(".")[0] not in rooms or not str(rule.says).endswith(".")
        ]

    assert odd == []
