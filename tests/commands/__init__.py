"""The commands as somebody at a terminal uses them, on what the capabilities build."""
