"""Views of the prose, one file a view: each a function of text and word lists, with no memory of its own."""
