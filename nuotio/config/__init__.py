"""Settings, root addresses, the server and the command line."""
