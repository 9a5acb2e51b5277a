"""The service for other programs: typed JSON that follows the same rules as the pages."""
