from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest
from nuotio.plans import canvas, measures, turns
from nuotio.plans.forms.experiments import NOT_A_DAY, ExperimentForm, stored_experiment
from nuotio.plans.models import Experiment, Idea, Observation, Plan
from nuotio.plans.naming import names_of
from nuotio.plans.queries import experiments as queries
from nuotio.plans.queries import plans as plan_queries
from nuotio.plans.queries import pulses
from nuotio.plans.rules import experiments as rules
from nuotio.plans.rules import plans as plan_rules
from nuotio.plans.services import experiments as services

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
GONE = gettext_lazy("This is not there any more. Choose again.")
# What an experiment that is carried on takes with it; its days are new.
CARRIED = ("need", "goal_id", "title", "belief", "action", "who", "seen_by", "success", "needs")


@require_safe
def experiments(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the experiments that have started, for everybody; planned ones for their readers."""
    actor = request.actor
    rules.can_see_experiments.require(actor, actor.organisation_id)
    stage, goal_id = request.GET.get("stage", ""), _key(request.GET.get("goal", ""))
    today = timezone.localdate()
    rows = queries.found_by(actor, stage=stage, goal_id=goal_id, day=today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(one, names_of(one.plan)) for one in page],
        "goals": queries.goals_tried(actor),
        "stage": stage,
        "goal_id": goal_id or "",
        "query": _query(stage, goal_id),
        "is_mentor": plan_rules.can_begin_plan(actor),
        "today": today,
    }
    return render(request, "plans/experiments/list.html", context)


@require_safe
def experiment(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show an experiment: need, what is tried, measures, story, and the one step to take."""
    found, actor = experiment_of(request, pk), request.actor
    context = {
        "experiment": found,
        "mentors": names_of(found.plan),
        "measures": [
            (m, measures.told(m), measures.picture(m)) for m in queries.measures_of(found)
        ],
        "story": turns.story_of(queries.turns_of(found)),
        "page_obj": _notes(request, found),
        "next_try": _next_try(request, found),
        "practice": getattr(found, "practice", None),
        "pulses": pulses.pulses_of(found),
        "parts": canvas.parts_of(found),
        "lacking": canvas.names_of(canvas.lacking(found)),
        "may_read_plan": plan_rules.can_see_plan(actor, found.plan),
        "may_see_thread": plan_rules.follows(actor, found.organisation_id),
        **_what_may_be_done(request, found),
    }
    return render(request, "plans/experiments/one.html", context)


def _what_may_be_done(request: OrganisationRequest, found: Experiment) -> dict[str, Any]:
    may_write, today = rules.can_write_experiment(request.actor, found), timezone.localdate()
    return {
        "today": today,
        "is_past_end": found.is_past_end(today),
        "may_write": may_write,
        "may_carry_on": may_write and not found.plan.is_over,
        "may_take_back": may_write and services.may_take_back(found, day=today),
    }


def _notes(request: OrganisationRequest, found: Experiment) -> Page[Observation]:
    """Return a page of notes; what fits on one is not counted first."""
    rows = queries.observations_on(found, viewer=request.actor)
    first = list(rows[: PAGE + 1])
    whole = first if len(first) <= PAGE else rows
    return Paginator(whole, PAGE).get_page(request.GET.get("page"))


def _next_try(request: OrganisationRequest, found: Experiment) -> Experiment | None:
    if found.decision != Experiment.Decision.ADAPT:
        return None
    return queries.next_try(found, viewer=request.actor)


@require_http_methods(METHODS)
def experiment_add(request: OrganisationRequest, plan: int, **_kwargs: Any) -> HttpResponse:
    """Plan an experiment in a plan: a new one, one that carries another on, or an idea."""
    found = plan_queries.plan_at(plan, viewer=request.actor)
    if found is None:
        raise Http404
    plan_rules.can_write_plan.require(request.actor, found)
    data = kept_forms.filled(request)
    blank, idea = _seed(request, found, data)
    form = ExperimentForm(
        data,
        experiment=blank,
        goals=queries.goals_of(found),
        idea_id=idea.pk if idea else None,
        kept_need=blank.follows is not None,
    )
    if request.method == "POST" and form.is_valid():
        made = _planned(request, found, form)
        if made is not None:
            messages.success(request, _("The experiment is planned. It can grow before it starts."))
            return redirect("plans:experiment", request.actor.organisation.slug, made.pk)
    context = {"plan": found, "form": form, "follows": blank.follows, "idea": idea}
    return render(request, "plans/experiments/add.html", context)


def _planned(request: OrganisationRequest, plan: Plan, form: ExperimentForm) -> Experiment | None:
    told = form.cleaned_data
    try:
        return services.plan_experiment(
            plan,
            form.draft(),
            by=request.actor,
            at=timezone.now(),
            once=told["once"] or uuid4(),
            origin=services.Origin(told["follows"], told["idea"]),
        )
    except services.NotThere as missing:
        form.add_error("goal" if missing.field == "goal" else None, GONE)
    except services.NotADay as wrong:
        form.add_error(wrong.field, NOT_A_DAY[wrong.field])
    return None


@require_http_methods(METHODS)
def experiment_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change the canvas until it is decided; what was agreed is changed with a reason."""
    found = experiment_of(request, pk)
    rules.can_write_experiment.require(request.actor, found)
    if found.state == Experiment.State.DECIDED and request.method != "POST":
        messages.info(request, _("It has been decided on, so it stays as it was."))
        return redirect("plans:experiment", request.actor.organisation.slug, found.pk)
    form = ExperimentForm(
        kept_forms.filled(request), experiment=found, goals=queries.goals_of(found.plan)
    )
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        messages.success(request, _("The experiment is saved."))
        return redirect("plans:experiment", request.actor.organisation.slug, found.pk)
    return render(request, "plans/experiments/change.html", {"experiment": found, "form": form})


def _changed(request: OrganisationRequest, found: Experiment, form: ExperimentForm) -> bool:
    told = form.cleaned_data
    try:
        services.change_experiment(
            found,
            form.draft(),
            by=request.actor,
            at=timezone.now(),
            version=told["version"],
            reason=told.get("reason", ""),
        )
    except versions.EditedMeanwhile as late:
        theirs = late.theirs
        form.put_beside(
            stored_experiment(theirs), version=theirs.version, by=faster(theirs, request)
        )
        return False
    except services.WrongState:
        form.add_error(None, _("It has been decided on meanwhile, so it stays as it was."))
    except (services.NotThere, services.NotADay, services.NotReady, services.ReasonNeeded) as error:
        _say(form, error)
    return form.is_valid()


def _say(form: ExperimentForm, error: Exception) -> None:
    """Put what is wrong beside its field; some fields are shown in one state only."""
    wrong: list[tuple[str, Any]] = []
    if isinstance(error, services.NotThere):
        wrong = [("goal", GONE)]
    elif isinstance(error, services.NotADay):
        wrong = [(error.field, NOT_A_DAY[error.field])]
    elif isinstance(error, services.NotReady):
        words = _("It runs: this cannot be left empty any more.")
        wrong = [(field, words) for field in error.fields]
    else:
        wrong = [("reason", _("Write in a sentence why what was agreed is changed."))]
    for field, said in wrong:
        form.add_error(field if field in form.fields else None, said)


def experiment_of(request: OrganisationRequest, pk: int) -> Experiment:
    """Return the experiment that the address names; Http404 where the reader may not see it."""
    found = queries.experiment_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def faster(row: Any, request: OrganisationRequest) -> str:
    """Return the name of whoever saved first; empty where that was the same person."""
    editor = editors.last_editor(row)
    return "" if editor is None or editor == request.user else str(editor)


def _seed(
    request: OrganisationRequest, plan: Plan, data: QueryDict | None
) -> tuple[Experiment, Idea | None]:
    """Return what the form begins with: nothing, an experiment to carry on, or an idea."""
    asked = data if data is not None else request.GET
    follows_id, idea_id = _key(asked.get("follows", "")), _key(asked.get("idea", ""))
    follows = queries.experiment_at(follows_id, viewer=request.actor) if follows_id else None
    idea = queries.idea_to_try(idea_id, plan) if idea_id else None
    blank = Experiment(plan=plan, organisation_id=plan.organisation_id, goal_id=plan.goal_id)
    if follows is not None and follows.decision == Experiment.Decision.ADAPT:
        for name in CARRIED:
            setattr(blank, name, getattr(follows, name))
        blank.follows, blank.observation = follows, follows.learned[:2000]
    elif idea is not None:
        blank.title, blank.observation = idea.title[:150], idea.words
    return blank, idea


def _key(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 16 else None


def _query(stage: str, goal_id: int | None) -> str:
    told = QueryDict(mutable=True)
    told.update({"stage": stage, "goal": str(goal_id or "")})
    return f"{told.urlencode()}&"
