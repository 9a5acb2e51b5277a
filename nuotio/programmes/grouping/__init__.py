"""Mixed groups for the sessions of a programme: few meet twice, colleagues sit apart.

`mixing` answers, `seating` makes a good beginning, `search` betters it, `bounds` proves how much
better it could possibly be, `sizes` divides people into groups. Touches no database.
"""
