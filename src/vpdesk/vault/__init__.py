"""The encrypted folder: keys, opening, migrations, repositories."""
