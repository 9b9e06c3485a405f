"""Faults: what must hold when processes die, disks fill, networks fail and people are odd."""
