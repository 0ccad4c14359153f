"""What the counsellor sees and touches: widgets, and nothing that a widget need not know."""
