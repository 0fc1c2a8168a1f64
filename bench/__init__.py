"""The figures of docs/benchmarks.md, measured: ``python -m bench [NAME...] [--quick]``, one JSON line each."""
