"""A verdict as data, then as words: for the terminal, Markdown, HTML, a notebook's cell."""
