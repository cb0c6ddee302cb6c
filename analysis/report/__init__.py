"""A notebook and its parameters to HTML and PDF, once or a thousand times.

Nothing is imported here: each room is imported where it is used, so that the command line starts
at once.
"""
