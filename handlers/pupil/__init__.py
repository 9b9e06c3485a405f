"""Screens for pupils."""
