"""What the answers to a survey say and how surely: pure functions on numbers, without Django.

Answers are respondents by items, scores one number a person; lists and arrays will do, NaN or None
where one is missing. Results are frozen dataclasses with plain numbers and intervals of 95 %. Too
little data makes None in a result (with its `n`), never NaN; what contradicts itself is a
ValueError. Variances have n - 1. Differences are after minus before. SciPy is imported where it
is used.

Scores and means
    reverse_items(items, reversed_items, *, lowest=1, highest=5), person_scores(items): arrays
    moments(scores): n, mean, sd, which is what is kept when answers are destroyed
    mean_interval(scores, population=None): n, mean, sd, se, df, low, high
    mean_interval_from_moments(moments, population=None): the same
    stratified_mean(scores, groups, {group: invited}): n, population, mean, se, df, low, high,
        strata
    stratified_mean_from_moments([Stratum(population, n, mean, sd), ...]), merge_strata(strata)
    wilson_interval(k, n): share, low, high
Reliability and agreement
    cronbach_alpha(items): n, k, alpha, low, high, alpha_if_deleted
    omega_total(items), reliability_band(value), item_rest_correlations(items): values or None
    items_of(items): n and covariances, from which alpha_of, rests_of and omegas_of (of many scales
        at once) tell the same
    average_deviation(items): n, k, deviation, label (shared, mixed, split)
    rwg_j(items, null_variance): value or None; NULL_VARIANCES
    icc(scores, groups): icc1, icc1_mean_size, icc2, f, df1, df2, p, low, high, n0, units_differ
Change
    change_unpaired(before, after), change_from_moments(before, after): difference, se, df, low,
        high, t, p, verdict, and n and mean of each survey
    change_paired(before, after): also n, sd, r, better, same, worse, within_delta
    change_overlapping(before, after, pairs=None): also linked, r
    change_overlapping_from_moments(before, after, linked, r): the same
    verdict(low, high, smallest=0.2): improved, unchanged, declined, unclear
    hedges_g(before, after), hedges_g_from_moments, hedges_g_paired: g, low, high, d, d_low, d_high
    bonett_d(before, after), bonett_d_from_moments, bonett_d_paired: d, se, low, high
    cliffs_delta(before, after): delta, superiority, magnitude, variance, low, high
    trend(means, standard_errors, times=None, sizes=None): slope, se, low, high, change, verdict
Response and own codes
    response_indicator(invited, answered): rate, indicator, spread, needs_weighting, band
    response_band(rate): comprehensive, indicative, cautious, organisation_only
    link_codes(before, after), link_marks(before, after): pairs, unpaired_before, unpaired_after
"""

from nuotio.culture.statistics.agreement import (
    NULL_VARIANCES,
    Agreement,
    AverageDeviation,
    average_deviation,
    rwg_j,
)
from nuotio.culture.statistics.arrays import Items, items_of
from nuotio.culture.statistics.changes import (
    LEAST_LINKED,
    LEAST_PAIRS,
    Change,
    OverlappingChange,
    PairedChange,
    change_from_moments,
    change_overlapping,
    change_overlapping_from_moments,
    change_paired,
    change_unpaired,
)
from nuotio.culture.statistics.codes import (
    CodeMarks,
    LinkedCodes,
    LinkedPair,
    link_codes,
    link_marks,
    marks_of,
)
from nuotio.culture.statistics.dominance import CliffsDelta, cliffs_delta
from nuotio.culture.statistics.effects import (
    BonettD,
    HedgesG,
    bonett_d,
    bonett_d_from_moments,
    bonett_d_paired,
    hedges_g,
    hedges_g_from_moments,
    hedges_g_paired,
)
from nuotio.culture.statistics.factors import omega_total, omegas_of
from nuotio.culture.statistics.intraclass import Intraclass, icc
from nuotio.culture.statistics.means import (
    MeanInterval,
    Moments,
    mean_interval,
    mean_interval_from_moments,
    moments,
)
from nuotio.culture.statistics.reliability import (
    LEAST_ITEM_REST,
    Alpha,
    ReliabilityBand,
    alpha_of,
    cronbach_alpha,
    item_rest_correlations,
    reliability_band,
    rests_of,
)
from nuotio.culture.statistics.response import (
    ResponseBand,
    ResponseIndicator,
    response_band,
    response_indicator,
)
from nuotio.culture.statistics.scores import least_answers, person_scores, reverse_items
from nuotio.culture.statistics.shares import Share, wilson_interval
from nuotio.culture.statistics.strata import (
    StratifiedMean,
    Stratum,
    merge_strata,
    stratified_mean,
    stratified_mean_from_moments,
)
from nuotio.culture.statistics.trends import Trend, trend
from nuotio.culture.statistics.verdicts import SMALLEST, Verdict, verdict

__all__ = [
    "LEAST_ITEM_REST",
    "LEAST_LINKED",
    "LEAST_PAIRS",
    "NULL_VARIANCES",
    "SMALLEST",
    "Agreement",
    "Alpha",
    "AverageDeviation",
    "BonettD",
    "Change",
    "CliffsDelta",
    "CodeMarks",
    "HedgesG",
    "Intraclass",
    "Items",
    "LinkedCodes",
    "LinkedPair",
    "MeanInterval",
    "Moments",
    "OverlappingChange",
    "PairedChange",
    "ReliabilityBand",
    "ResponseBand",
    "ResponseIndicator",
    "Share",
    "StratifiedMean",
    "Stratum",
    "Trend",
    "Verdict",
    "alpha_of",
    "average_deviation",
    "bonett_d",
    "bonett_d_from_moments",
    "bonett_d_paired",
    "change_from_moments",
    "change_overlapping",
    "change_overlapping_from_moments",
    "change_paired",
    "change_unpaired",
    "cliffs_delta",
    "cronbach_alpha",
    "hedges_g",
    "hedges_g_from_moments",
    "hedges_g_paired",
    "icc",
    "item_rest_correlations",
    "items_of",
    "least_answers",
    "link_codes",
    "link_marks",
    "marks_of",
    "mean_interval",
    "mean_interval_from_moments",
    "merge_strata",
    "moments",
    "omega_total",
    "omegas_of",
    "person_scores",
    "reliability_band",
    "response_band",
    "response_indicator",
    "rests_of",
    "reverse_items",
    "rwg_j",
    "stratified_mean",
    "stratified_mean_from_moments",
    "trend",
    "verdict",
    "wilson_interval",
]
