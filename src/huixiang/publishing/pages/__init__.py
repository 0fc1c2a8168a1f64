"""What the pages of publishing show: frozen rows of text, already decided."""
