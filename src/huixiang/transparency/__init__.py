"""Proof that nobody edited the record: the public log of leaves, its checkpoints, tiles, witnesses and audit.

Each organisation has a log of its own. Leaves are written with their acts (``journal``), sealed here soon after.
"""
