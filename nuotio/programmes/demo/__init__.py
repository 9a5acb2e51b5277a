"""The programmes of the demo world: five cohorts in their phases, dates relative to today."""
