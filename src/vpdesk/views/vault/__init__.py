"""Kluis: how safe the vault is, and what can be done about it."""
