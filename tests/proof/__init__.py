"""The proof that the vault loses nothing and gives nothing away: `python3 run.py prove`.

One module per fault. Each does real harm to a real vault, counts what came of it, and repeats the count with
the protection taken away: a control that finds no harm then proves that the search is blind.
"""
