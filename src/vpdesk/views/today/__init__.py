"""Vandaag: what waits for the counsellor, most pressing first."""
