"""What the pages of the inbox show: frozen rows, every word decided."""
