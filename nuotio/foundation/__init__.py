"""What every room stands on: tenancy, rules, events, schedule, shipped content, base types."""
