"""Views of listening: speaking up, and bringing in files of voices."""
