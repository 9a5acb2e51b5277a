"""What is read of programmes."""
