"""What comes in from the pages of programmes, cleaned."""
