"""A pytest plugin: in a full run, every rule must have allowed somebody and refused somebody.

A rule that no test ever saw refuse may let everyone in without anybody noticing.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import nuotio

# What the workers of xdist hand to the controller under this name.
ANSWERS = "rule_answers"
# A pure test asks no rule that another would not ask too.
NO_SERVICE = "not browser and not served"
FULL = ("", "not browser", NO_SERVICE, f"{NO_SERVICE} and not pure")
seen: set[tuple[str, bool]] = set()


def every_rule() -> dict[str, Any]:
    """Import the rules of every room and return those that are the product's own."""
    from nuotio.foundation.rules import all_rules

    for module in pkgutil.walk_packages(nuotio.__path__, "nuotio."):
        if ".rules" in module.name:
            importlib.import_module(module.name)
    return {n: r for n, r in all_rules.items() if r.decide.__module__.startswith("nuotio.")}


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Watch what each rule answers from now on."""
    from nuotio.foundation.rules import Rule  # Django is set up by now

    call, require = Rule.__call__, Rule.require

    def watched_call(self: Any, *args: Any, **kwargs: Any) -> bool:
        answer = call(self, *args, **kwargs)
        seen.add((self.name, bool(answer)))
        return answer

    def watched_require(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            require(self, *args, **kwargs)
        except BaseException:
            seen.add((self.name, False))
            raise
        seen.add((self.name, True))

    config.add_cleanup(lambda: setattr(Rule, "__call__", call))
    config.add_cleanup(lambda: setattr(Rule, "require", require))
    Rule.__call__, Rule.require = watched_call, watched_require  # type: ignore[method-assign]


class FromWorkers:
    """Gathers at the controller what the workers of xdist saw."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Add what one worker saw."""
        seen.update(tuple(answer) for answer in getattr(node, "workeroutput", {}).get(ANSWERS, []))


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Listen to the workers, where there are any."""
    session.config.pluginmanager.register(FromWorkers())


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Hand over to the controller, or fail the run for rules that were never seen both ways."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput[ANSWERS] = [list(answer) for answer in seen]
        return (yield)
    result = yield
    if session.exitstatus == pytest.ExitCode.OK and is_full_run(config) and one_sided():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return result


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say which rules lack a case."""
    lines = one_sided() if is_full_run(terminalreporter.config) else []
    if lines:
        terminalreporter.section("rules that lack a case")
        for line in lines:
            terminalreporter.write_line(line)


def is_full_run(config: pytest.Config) -> bool:
    """Say whether all tests but those of a running service were asked for."""
    if hasattr(config, "workeroutput") or config.option.collectonly:
        return False
    return (
        config.args == config.getini("testpaths")
        and not config.option.keyword
        and config.option.markexpr in FULL
    )


def one_sided() -> list[str]:
    """Return a line for each rule that was never seen to allow, or never seen to refuse."""
    words = {True: "never seen to allow", False: "never seen to refuse"}
    return [
        f"{name}: {words[answer]}"
        for name in sorted(every_rule())
        for answer in (True, False)
        if (name, answer) not in seen
    ]
