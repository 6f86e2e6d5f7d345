"""What tells an author at once where an exercise or a lesson is not as it must be."""
