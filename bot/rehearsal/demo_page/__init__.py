"""The demo's page: three chats side by side, and a look behind them. On the loopback only."""

from bot.rehearsal.demo_page.page import add_demo
from bot.rehearsal.demo_page.ports import Due, Fact, Inspector, Outgoing, Pane, Role, Snapshot

__all__ = ["Due", "Fact", "Inspector", "Outgoing", "Pane", "Role", "Snapshot", "add_demo"]
