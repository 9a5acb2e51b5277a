"""What the sign-in library tells us, listened to from the start of the service."""
