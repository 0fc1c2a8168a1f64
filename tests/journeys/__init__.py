"""Journeys: people use the real house in a real browser, one test for one use case."""
