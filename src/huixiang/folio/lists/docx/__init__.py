"""Word documents as lines and tables: what stands there today, with the numbers Word counts itself."""
