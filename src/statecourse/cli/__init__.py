"""The commands: thin functions that parse options, call another room, and print what comes of it.

This room imports every other one. A command starts fast only if it loads little, so `app` imports the parts of a
command inside its function; Streamlit and pytest alone take half a second.

Begin with `app`: all commands and their options, and how errors become one line and an exit code.

- `exit_codes`: the exit codes of all commands, and what they mean.
- `learner`: ``check`` and ``watch``.
- `teacher`: ``grade`` and ``verify``.
- `doctor`: what works on this machine.
- `nbgrader`: the commands under ``statecourse nbgrader``.
"""
