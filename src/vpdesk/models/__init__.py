"""Qt glue between the vault and the widgets: no widget here, no SQL there."""
