"""A list of people as HR has it: read from a file, and decided row by row. Touches no database."""
