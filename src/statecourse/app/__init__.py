"""The app under check, and what its page says."""
