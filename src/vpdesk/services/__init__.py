"""The counsellor's verbs: each one transaction over the vault."""
