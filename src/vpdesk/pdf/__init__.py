"""Typesetting: paper, faces, charts, tables, pages. Knows nothing of the profession.

Only `preview` may be imported at start-up: the other modules import reportlab, which takes
some 200 ms, and are imported when a document is written.
"""
