"""Protections taken away, for the controls: only ever in a process of the proof's own, which soon ends."""

from vpdesk.vault import connection


def change_settings(**changes: tuple[str, object]) -> None:
    """Let every connection from now on use other settings: what is set, and what reading it back gives."""
    changed = tuple(
        (name, *changes.get(name, (value, expected))) for name, value, expected in connection.SETTINGS
    )
    setattr(connection, "SETTINGS", changed)  # noqa: B010  it is final for everybody else
