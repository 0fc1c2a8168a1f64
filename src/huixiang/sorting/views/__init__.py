"""The pages of the inbox: one module for each page."""
