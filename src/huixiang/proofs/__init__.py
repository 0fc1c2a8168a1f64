"""What an outsider can check without us: receipts, the log, checkpoints, samples, bounds.

Pure functions over bytes and numbers. Chance and time are arguments, so every result repeats.
"""
