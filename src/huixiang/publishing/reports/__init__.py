"""Checking a report somebody wrote by hand: what each of its numbers could mean, and what the records say.

Problems and measures are counted apart: a number of the one never is judged by the other.
"""
