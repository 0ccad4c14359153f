"""Outward documents: released figures in, a PDF out. Nothing here can reach a person."""
