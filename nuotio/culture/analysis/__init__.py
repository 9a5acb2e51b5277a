"""From the answers of a round to what is released of them; pure, and asked only once.

    analyse(responses, survey=, plan=, shuffle=) -> Results
    analyse_sheet(sheet, survey=, layout=, shuffle=) -> Results, from arrays

Reversed items are turned, `culture.release` says which groups, scales and items may be shown, and
figures are computed for these only. `Results.methods` holds, for the page "How we know":

    response   rate, indicator, spread, band, needs_weighting
    scales     for each scale of which fifty answered everything: n, alpha, low, high, omega,
               band (good, acceptable, caution, weak), item_rest by item
    units      for each scale that can be compared: n, units, icc1, low, high, icc2, f, df1, df2,
               p, differ
    weighted   for each scale where it differs by a tenth from the plain mean: mean, low, high
"""

from nuotio.culture.analysis.analysing import analyse, analyse_sheet
from nuotio.culture.analysis.sheets import Layout, Sheet, layout_of, sheet_of

__all__ = ["Layout", "Sheet", "analyse", "analyse_sheet", "layout_of", "sheet_of"]
