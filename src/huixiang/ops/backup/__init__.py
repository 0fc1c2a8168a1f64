"""Backups of the whole house: one encrypted file, made whole or not at all, and proven by restoring it."""
