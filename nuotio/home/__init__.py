"""Each person's start page and the public front page."""
