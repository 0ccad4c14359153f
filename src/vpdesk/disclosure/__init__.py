"""Figures that cannot be traced back to a person. Standard library only; knows no case."""
