"""Queries: one named function each.

Core statements for what every turn does, for lists, claims and bulk.
"""
