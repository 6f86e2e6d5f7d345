"""The beginning of an app that tries one thing after another, and shows what came of each."""

TRY = """
import streamlit as st

def tried(name, action):
    try:
        result = action()
    except (OSError, MemoryError) as problem:
        st.text(f"{name}: {type(problem).__name__}")
    else:
        st.text(f"{name}: {result}")

"""
