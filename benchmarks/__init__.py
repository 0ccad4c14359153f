"""What she waits for, measured beside what physics allows and what people would use instead.

Only ratios taken in one run mean anything: machines are noisy. `python -m benchmarks --help`.
"""
