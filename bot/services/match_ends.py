"""The end of matches: a pupil takes her consent back, or goes."""

from bot.services.matches import MATCH
from bot.services.matchmaking import ALERT, BUNDLE
from bot.services.outbox import Outbox
from bot.services.unit import Unit
from storage.queries import matches as rows


def drop_matches(unit: Unit, pupil_id: int) -> None:
    """Forget all pairs of a pupil; what staff have read of her is taken back."""
    outbox, alerts = Outbox(unit), rows.of_pupil(unit.session, pupil_id)
    bundles = rows.bundles_with(unit.session, alerts)
    rows.drop(unit.session, alerts)
    outbox.erase(MATCH, alerts)
    for bundle, staff_id in bundles:
        if rows.told_in(unit.session, bundle, staff_id):
            outbox.refresh_about(BUNDLE, bundle, ALERT)
        else:
            outbox.erase(BUNDLE, [bundle])
