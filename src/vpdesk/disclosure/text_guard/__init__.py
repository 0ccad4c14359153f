"""What is typed into a document that leaves: does it point to somebody?

The guard compares a text with the people that the caller knows, and with what points to somebody without a
name: numbers that belong to one person, days, ages, words for the only one of a kind, places, counts that
the figures hide. It knows no case and no catalogue: what it finds are codes with positions (`finding`), and
which words are ordinary ones in the language of the text is asked of the caller. `scanner` is where to begin.
"""
