"""One module for each command; each has `run(options, clock, render)` and gives the exit code."""
