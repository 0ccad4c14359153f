"""Opdrachtgevers: the client organisations, what was agreed with each, and the lists of their reports."""
