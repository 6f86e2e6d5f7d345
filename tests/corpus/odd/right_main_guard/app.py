import streamlit as st


def main():
    if "runs" not in st.session_state:
        st.session_state.runs = 0
    st.session_state.runs += 1
    st.text_input("Your name")
    st.button("Wave")
    st.write(f"Runs so far: {st.session_state.runs}")


if __name__ == "__main__":
    main()
