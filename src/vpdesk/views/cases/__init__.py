"""The place Dossiers: the list of cases, one case with all that happened in it, and a page for each verb."""

from vpdesk.views.cases.place import CasesPlace

__all__ = ["CasesPlace"]
