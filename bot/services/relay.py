"""Relay: messages between a pupil and the recruiter of an enquiry, each with its true state."""

from bot.dialogue.channel import Reason
from bot.services.unit import Unit


def tell_writer(unit: Unit, message: int, state: str, reason: Reason | None) -> None:
    """Show the writer of a relayed message what became of it."""
