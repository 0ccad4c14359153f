"""A monkey at the window: seeded clicks, keys, pastes, files and the rest, over a vault of practice data."""
