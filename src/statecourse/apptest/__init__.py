"""Streamlit's AppTest across the border of a process."""
