"""Who may do and see what in programmes."""
