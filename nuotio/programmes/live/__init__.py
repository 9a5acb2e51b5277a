"""What a live room is made of, without rows: its steps, its dots, its code, what is looked at."""
