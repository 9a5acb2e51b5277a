"""A team orders support: requests, the right mentor within her hours, engagements, follow-up."""
