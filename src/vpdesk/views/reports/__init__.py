"""Rapporten: choices at the left, the real pages at the right, and what a reader will not see in between."""
