"""County packs as data, and their loader."""
