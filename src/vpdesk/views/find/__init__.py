"""Ctrl+K: finding back what was said, in whatever case, conversation or document."""
