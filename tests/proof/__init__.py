"""The proof that the vault loses nothing and gives nothing away: `python3 run.py prove`.

One module per fault, and in `figures` one per attack on what is released. Each does real harm to the real
thing, counts what came of it, and repeats the count with the protection taken away: a control that finds no
harm then proves that the search is blind.
"""
