"""Agenda: everything that was agreed for a day, by week; and the rows that Vandaag shows too."""
