"""Codes in words: why a mentor suits or cannot, what is missing, what the figures say."""
