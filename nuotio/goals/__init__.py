"""Management's goals for learning, and what strategic competences mean in a team's own work."""
