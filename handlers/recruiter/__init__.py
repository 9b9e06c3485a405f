"""Screens for recruiters."""
