from streamlit import *

if not "runs" in session_state :
	session_state . runs=0
session_state.runs=session_state.runs+1
with sidebar :
	with expander("More") :
		text_input ( "Your name" )
		button ( "Wave" )
write ( "Runs so far: "+str ( session_state.runs ) )
