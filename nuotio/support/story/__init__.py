"""Where a request, an invitation and a support stand: names, facts, what happened, what is next."""
