"""The independent auditor of everything that was printed to one group of readers.

It imports nothing of ours and only the standard library, so that no mistake in what it audits can be its own.
`auditor.audit` is its one verb.
"""
