"""Reports: one file an output format. They decide nothing: no filtering, no exit codes."""
