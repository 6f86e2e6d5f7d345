"""Where a student's app runs: a warm server that forks a confined worker for each check."""
