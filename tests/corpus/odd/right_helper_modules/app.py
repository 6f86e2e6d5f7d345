import streamlit as st
from counting import count_this_run
from parts.page import show

show(count_this_run())
