# do: set "Number" to 30
# do: clear the cache and run again
"""What is cached for all, and what is made once."""
import streamlit as st


@st.cache_data
def primes(below):
    found = []
    for n in range(2, below):
        if all(n % p for p in found):
            found.append(n)
    return found


@st.cache_resource
def visits():
    return {"count": 0}


visits()["count"] += 1
below = st.slider("Number", 2, 50, 10)
st.write(primes(below))
st.caption(f"visits: {visits()['count']}")
