"""What a result says, in words that carry no more than the answers do. Pure.

Nobody needs statistics to read these: a band instead of a level, agreement instead of a deviation,
and "we do not know" where the answers do not tell.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.culture.instruments import Scale, Survey, Words, band_of
from nuotio.culture.results import UNIT, Group, Results, ScaleFigures
from nuotio.foundation import content
from nuotio.ui.filters import number, percent, said

WIDE = 1.0  # points between the ends of an interval from which the mean alone would mislead
APART = 0.2  # points below which two dimensions are not ranked
LEVELS = {"attention": "low", "developing": "middle", "solid": "high", "strength": "high"}
MOST = 0.5  # share of units from which something is told of most of them
STEPS, METHODS = 2, 3


def heading(survey: Survey, group: Group) -> str:
    """Return the finding itself: the strongest and the weakest dimension in one line each."""
    shown = [
        (scale, group.scales[scale.code])
        for scale in _compared(survey)
        if scale.code in group.scales
    ]
    if not shown:
        return _("We do not know this yet.")
    strongest = max(shown, key=lambda one: one[1].mean)
    weakest = min(shown, key=lambda one: one[1].mean)
    if not _is_apart(strongest[1], weakest[1]):
        return _even(strongest, has_others=len(shown) > 1)
    return f"{_strong(*strongest)} {_weak(*weakest)}"


def _compared(survey: Survey) -> Sequence[Scale]:
    """Return the dimensions; of an instrument without any, all of its scales."""
    return [s for s in survey.scales if s.kind == "dimension"] or survey.scales


def _is_apart(strong: ScaleFigures, weak: ScaleFigures) -> bool:
    """Say whether the strongest really is above the weakest: no overlap, and a gap that matters."""
    if strong.low is None or weak.high is None:
        return False
    return strong.mean - weak.mean >= APART and strong.low > weak.high


def _even(one: tuple[Scale, ScaleFigures], *, has_others: bool) -> str:
    scale, figures = one
    if not has_others:
        return said(_sentence_at(scale, LEVELS[band_of(figures.mean).code]))
    return {
        "high": _("All dimensions stand on a good footing."),
        "middle": _("All dimensions are about even and still developing."),
        "low": _("All dimensions are about even and need attention."),
    }[LEVELS[band_of(figures.mean).code]]


def _strong(scale: Scale, figures: ScaleFigures) -> str:
    if LEVELS[band_of(figures.mean).code] == "high":
        return said(_sentence_at(scale, "high"))
    return _("Furthest along is %(name)s.") % {"name": _lower(said(scale.name))}


def _weak(scale: Scale, figures: ScaleFigures) -> str:
    if LEVELS[band_of(figures.mean).code] == "high":
        return _("No dimension is weak.")
    return said(_sentence_at(scale, "low"))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence_at(scale: Scale, level: str) -> Words:
    """Return the shipped sentence of a scale; one that we do not know has its name and band."""
    known: Mapping[str, Mapping[str, Words]] = content.load("culture_findings")
    if scale.code in known:
        return known[scale.code][level]
    return scale.name


def sentence(scale: Scale, figures: ScaleFigures | None) -> str:
    """Return what one dimension says, and how sure that is."""
    if figures is None:
        return _("We do not know this yet.")
    main = said(_sentence_at(scale, LEVELS[band_of(figures.mean).code])).rstrip(".") + "."
    return f"{main} {certainty(figures)}".strip()


def certainty(figures: ScaleFigures) -> str:
    """Say what the mean does not: that it is coarse, unsure, or hides how views part."""
    if figures.low is None or figures.high is None:
        return _("Nearly all answered alike, so the mean is told only by halves.")
    if figures.high - figures.low > WIDE:
        return _("There are few answers, so the true value may well be another.")
    return agreement(figures.agreement)


def agreement(code: str | None) -> str:
    """Return whether the people of a group see things alike; nothing where nobody knows."""
    return {
        "shared": _("Respondents largely agree."),
        "mixed": _("Views vary."),
        "split": _("Views are clearly divided."),
        None: "",
    }[code]


def steps(scale: Scale) -> list[str]:
    """Return the first two steps for a weak scale: shipped ones, else those of its guide."""
    known = content.load("culture_findings").get(scale.code)
    if known and known["steps"]:
        return [said(step) for step in known["steps"]][:STEPS]
    guide = said(scale.guide.get("low", {}))
    return [part.rstrip(".") + "." for part in guide.split(". ") if part][:STEPS]


def methods(scale: Scale) -> list[str]:
    """Return the names of three methods that help with a scale."""
    titles = {one["id"]: one["title"] for one in content.load("methods")["methods"]}
    return [said(titles[code]) for code in scale.methods if code in titles][:METHODS]


def weak(survey: Survey, group: Group) -> set[str]:
    """Return the scales that are told with next steps: those that need attention.

    Where none does, the weakest dimension that the heading names.
    """
    found = {
        code for code, figures in group.scales.items() if band_of(figures.mean).code == "attention"
    }
    return found or _weakest(survey, group)


def _weakest(survey: Survey, group: Group) -> set[str]:
    shown = [
        (scale.code, group.scales[scale.code])
        for scale in _compared(survey)
        if scale.code in group.scales
    ]
    if not shown:
        return set()
    strongest = max(shown, key=lambda one: one[1].mean)
    code, figures = min(shown, key=lambda one: one[1].mean)
    is_developing = LEVELS[band_of(figures.mean).code] == "middle"
    return {code} if is_developing and _is_apart(strongest[1], figures) else set()


def lede(results: Results) -> str:
    """Say how many answered, how far that carries, and whether people of a unit agree."""
    parts = [answered(results), carries(results), units_agree(results)]
    return " ".join(part for part in parts if part)


def answered(results: Results) -> str:
    """Say how many of those invited answered."""
    if not results.invited:
        return ngettext("One answer.", "%(count)s answers.", results.answered) % {
            "count": results.answered
        }
    rate = percent(round(100 * rate_of(results.answered, results.invited)))
    return _("%(answered)s of %(invited)s people answered (%(rate)s).") % {
        "answered": results.answered,
        "invited": results.invited,
        "rate": rate,
    }


def rate_of(n: int, invited: int) -> float:
    """Return the share that answered, never more than all."""
    return min(n / invited, 1.0) if invited else 0.0


def carries(results: Results) -> str:
    """Say how far the response carries."""
    band = results.methods.get("response", {}).get("band")
    return {
        "comprehensive": _("The response is comprehensive."),
        "indicative": _("The response is indicative."),
        "cautious": _("Read the result with caution: fewer than two in five answered."),
        "organisation_only": _(
            "Fewer than one in five answered, so only the whole organisation is shown."
        ),
        None: "",
    }[band]


def units_agree(results: Results) -> str:
    """Say whether most units' people see things alike."""
    found = [overall(group) for group in results.of_kind(UNIT)]
    known = [code for code in found if code]
    if not known:
        return ""
    if known.count("shared") > MOST * len(known):
        return _("In most units people see things alike.")
    if known.count("split") > MOST * len(known):
        return _("In most units views are clearly divided.")
    return _("Views vary within units.")


def overall(group: Group) -> str | None:
    """Return how far the people of a group agree on the whole: the middle one of its scales."""
    order = ["shared", "mixed", "split"]
    places = sorted(order.index(f.agreement) for f in group.scales.values() if f.agreement)
    return order[places[len(places) // 2]] if places else None


def evenness(results: Results) -> str:
    """Say whether units answered alike often, and what it means if not."""
    told = results.methods.get("response", {})
    if told.get("spread") is None or not results.of_kind(UNIT):
        return ""
    if told["needs_weighting"]:
        return _(
            "Units answered unequally often. Those who answered less are heard less in the means "
            "of the whole organisation."
        )
    return _("Units answered about equally often, so no unit speaks louder than the others.")


def why_hidden(reason: str, k: int) -> str:
    """Say in plain words why a group is not shown."""
    least = {"k": k}
    return {
        "few": _("Fewer than %(k)s people answered.") % least,
        "complement": _(
            "Beside it is a group so small that its answers could be worked out from this one."
        ),
        "parent": _("The larger unit around it is not shown either."),
        "response": _("Too few answered in the whole organisation to look at its parts."),
    }.get(
        reason,
        _("Together with other numbers on this page it would tell of fewer than %(k)s people.")
        % least,
    )


def item_sentence(agree: int, disagree: int) -> str:
    """Say how people answered a statement: the larger side first."""
    agreed = _("%(share)s agree") % {"share": percent(agree)}
    disagreed = _("%(share)s disagree") % {"share": percent(disagree)}
    first, then = (agreed, disagreed) if agree >= disagree else (disagreed, agreed)
    return f"{first}, {then}."


def between(low: float, high: float) -> str:
    """Write an interval on the scale: 0,1–0,5."""
    return f"{number(low)}–{number(high)}"
