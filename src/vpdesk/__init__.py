"""Offline case desk for external confidential counsellors."""

__version__ = "0.1.0"
