"""Messengers; they carry messages and do not know each other."""
