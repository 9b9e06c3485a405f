"""Telegram's Bot API as rules: limits, looks, updates, answers. No client library, no network.

Both bots share it; what they send with is their own.
"""
