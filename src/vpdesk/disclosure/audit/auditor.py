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

An organisation can get to know of a case after it was counted, as a complaint that it handles. The knowing
reader takes it off from then on, of every page. What that alone lays open of pages that were there already is
nobody's doing any more and is told apart (`later`): a page must answer for what its reader finds beyond that.

Named are: each batch, runs of consecutive batches, each category of each table, categories within a batch or
a half, categories within a category of another table over the same cases, and the rest of each printed group
outside a category. Two categories of one table in which a case may have several codes have no name together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from vpdesk.disclosure.audit.arithmetic import arithmetic
from vpdesk.disclosure.audit.chain import chain_of
from vpdesk.disclosure.audit.findings import AuditResult, Finding, Named, Reader
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
    release i took in: the "since" of one is the place of the last release before the organisation got to know
    of its case, where that was after it was counted. None: the true numbers are not known, and every hidden
    number is taken for a small one. Without a release nothing is found. Raises KeyError, TypeError or
    ValueError where the JSON is of another form, and TooManyBranchesError for tables far beyond those of a
    report.
    """
    pages = read_all(bodies)
    chain = chain_of(pages)
    truth = None if events is None else Truth.of(events)
    tried: Counter[Named] = Counter()

    def search(upto: int, reader: Reader, known: Truth | None) -> list[Finding]:
        found = Search(chain if upto == len(pages) else chain_of(pages[:upto]), reader, known, kappa=kappa)
        found.run()
        tried.update(label.kind for label in found.intervals)
        return found.findings

    findings = [*arithmetic(chain, kappa=kappa), *search(len(pages), Reader.PLAIN, truth)]
    later: list[Finding] = []
    if truth is not None and truth.since:
        before: list[Finding] = []
        for start, end in pairwise((0, *truth.turns, len(pages))):
            known = truth.at(start)
            there = search(start, Reader.KNOWING, known) if start else []
            now = search(end, Reader.KNOWING, known) if end > start else there
            later += [one for one in there if one not in before]
            findings += [one for one in now if one not in there]
            before = now
    return AuditResult(findings=tuple(findings), later=tuple(later), tried=dict(tried))
