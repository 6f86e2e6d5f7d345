"""What authors write, where it lies, what a student hands in, and how far a learner is."""
