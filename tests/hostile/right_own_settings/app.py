import os

if os.path.exists(".streamlit") or os.path.exists(".git"):
    raise SystemError("BREACH: settings")
