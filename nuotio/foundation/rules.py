"""One way to say who may do what: a named, typed, explainable rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

P = ParamSpec("P")
Words = str | Promise
all_rules: dict[str, "Rule[Any]"] = {}
# What the rules of a room are about, by the room's name: headings of the page "Who sees what".
topics: dict[str, Words] = {}


@dataclass(frozen=True)
class Rule(Generic[P]):
    """Answers yes or no when called; raises with a reason when required.

    `says` is the sentence that tells who may. `sees` names what the rule lets people see, in
    words for the page "Who sees what"; empty for a rule about doing.
    """

    name: str
    says: Words
    decide: Callable[P, bool]
    sees: Words = ""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        return self.decide(*args, **kwargs)

    def require(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Pass silently, or raise PermissionDenied with the rule's own reason."""
        if not self.decide(*args, **kwargs):
            raise PermissionDenied(str(self.says))


def rule(name: str, *, says: Words, sees: Words = "") -> Callable[[Callable[P, bool]], Rule[P]]:
    """Register a predicate under `room.verb_object`; ValueError where the name is taken."""

    def register(decide: Callable[P, bool]) -> Rule[P]:
        if name in all_rules:
            raise ValueError(f"Two rules are called {name!r}.")
        all_rules[name] = made = Rule(name, says, decide, sees)
        return made

    return register
