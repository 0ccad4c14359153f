"""What is known now of one case: one section a subject, below each other in a column beside the timeline."""
