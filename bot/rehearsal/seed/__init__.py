"""Demo data: clearly fictional recruiters, vacancies and fairs; their dates move with today."""

from bot.rehearsal.seed.loader import load_seed
from bot.rehearsal.seed.model import Seed, SeedFair, SeedRecruiter, SeedVacancy

__all__ = ["Seed", "SeedFair", "SeedRecruiter", "SeedVacancy", "load_seed"]
