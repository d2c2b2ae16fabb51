"""Every figure of the program beside a floor measured in the same run: `python -m tests.benchmarks --help`."""
