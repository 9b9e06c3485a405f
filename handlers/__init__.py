"""Handlers speak with people: the folder is the audience, the file is the screen."""
