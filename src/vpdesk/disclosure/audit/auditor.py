"""The independent auditor: attacks all that was printed to one group of readers, and says what it found.

It knows nothing of how a release is made. It reads the pages as their JSON has them, and computes for every
number that has a name the least and the most that it can be by all pages together, exactly, over whole
numbers. What is asked of these intervals is the safety predicate of the ESSnet/Eurostat Handbook on
Statistical Disclosure Control (chapter 5, frequency tables), sharpened so that zeros are hidden like small
counts:

- a number in 1..k-1 may not be shown to be at least 1 and below k, and where it is a hidden category of a
  table, it must also be possible that it is 0, and that it is k - 1 or more;
- of each printed group more than kappa cases can stand outside each category (group disclosure);
- the true number is always among the possible ones.

With the true counts this is asked where they are small; without them of every hidden number. The readers are
one who knows nothing besides, and, where the organisation handled cases itself, one who knows these cases.

Named are: each batch, runs of consecutive batches, each category of each table, categories within a batch or
a half, categories within a category of another table over the same cases, and the rest of each printed group
outside a category. Two categories of one table in which a case may have several codes have no name together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from vpdesk.disclosure.audit.arithmetic import arithmetic
from vpdesk.disclosure.audit.chain import chain_of
from vpdesk.disclosure.audit.findings import AuditResult, Named, Reader
from vpdesk.disclosure.audit.page import read_all
from vpdesk.disclosure.audit.search import Search
from vpdesk.disclosure.audit.truth import Truth


def audit(
    bodies: Sequence[Mapping[str, Any]],
    events: Sequence[Sequence[Mapping[str, Any]]] | None,
    *,
    kappa: int,
) -> AuditResult:
    """Return what can be found in all pages to one group of readers.

    `bodies` are the JSON forms of its releases in the order of release, `events[i]` the frozen events that
    release i took in. None: the true numbers are not known, and every hidden number is taken for a small one.
    Without a release nothing is found. Raises KeyError, TypeError or ValueError where the JSON is of another
    form, and TooManyBranchesError for tables far beyond those of a report.
    """
    chain = chain_of(read_all(bodies))
    truth = None if events is None else Truth.of(events)
    knowing = truth is not None and truth.anything_known
    findings = list(arithmetic(chain, kappa=kappa))
    tried: Counter[Named] = Counter()
    for reader in (Reader.PLAIN, Reader.KNOWING) if knowing else (Reader.PLAIN,):
        search = Search(chain, reader, truth, kappa=kappa)
        search.run()
        findings += search.findings
        tried.update(label.kind for label in search.intervals)
    return AuditResult(findings=tuple(findings), tried=dict(tried))
