import streamlit as st


class CountingError(Exception):
    pass


raise CountingError("the count is lost")
