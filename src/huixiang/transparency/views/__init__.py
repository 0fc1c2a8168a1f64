"""Views of transparency: the log's public pages and files, the speaker's proof file, the witness role."""
