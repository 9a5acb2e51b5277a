"""Who may do and see what with organisations and their people."""
