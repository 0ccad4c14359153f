"""The second part of the proof: what is released can be traced back to nobody."""
