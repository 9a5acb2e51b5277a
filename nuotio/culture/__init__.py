"""The learning-culture analysis: anonymous surveys, what is released of them, and what it means."""
