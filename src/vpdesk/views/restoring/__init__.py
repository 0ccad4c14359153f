"""Putting back a backup: which one, what opens it, what is in it, and only then instead of the vault."""
