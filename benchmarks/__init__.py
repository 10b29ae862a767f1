"""Measurements against the limits that the project has set itself; run `python -m benchmarks`.

All are ratios taken in one run on one machine, since seconds say nothing on another one.
"""
