"""Screens that every role shares."""
