"""Settings that fail loudly, routes, and the one table of what follows what."""
