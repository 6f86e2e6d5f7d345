# do: click "Fetch"
"""Coroutines."""
import asyncio

import streamlit as st


async def fetch(name):
    await asyncio.sleep(0)
    return name.upper()


async def fetch_all(names):
    return await asyncio.gather(*(fetch(name) for name in names))


if st.button("Fetch"):
    st.write(asyncio.run(fetch_all(["a", "b", "c"])))
