"""What keeps the house in order; none of it runs in the service."""
