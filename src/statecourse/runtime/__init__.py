"""Streamlit's real runtime in a worker, and what runs there."""
