"""Demo, seed data and the story player: the real program with the clock in hand."""
