"""One file per thing that people want; they decide, and return frozen values."""
