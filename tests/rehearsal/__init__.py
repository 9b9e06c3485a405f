"""The rehearsal: stage, stories, seed."""
