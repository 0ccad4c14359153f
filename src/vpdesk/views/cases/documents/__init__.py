"""Documents of a case: taking files in, showing them out of memory, letting one out when asked."""
