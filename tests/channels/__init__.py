"""Channels, each against a strict stand-in for the rest of the program."""
