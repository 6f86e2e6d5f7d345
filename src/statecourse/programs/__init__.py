"""The programs of a lesson: their servers, and what they did."""
