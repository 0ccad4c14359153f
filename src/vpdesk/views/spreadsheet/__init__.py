"""Bringing in the cases of a spreadsheet that the counsellor kept until now."""
