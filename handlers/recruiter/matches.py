"""Matches: a pupil and a vacancy that fit, and writing to her before any name is known."""

from collections import Counter

from bot.dialogue.marks import action, card_action, notice, screen
from bot.dialogue.screen import Card, Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.errors import Outdated
from bot.i18n import Text, join, label, say, say_n
from bot.services.matches import DECLINED, LIKED, MATCH, STATUS, MatchState, MatchView, Told
from bot.services.matchmaking import ALERT, BUNDLE
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone.desk import STAFF, lay_pen_down
from handlers.everyone.facts import card_text, person_from
from handlers.everyone.relayed import fate
from handlers.everyone.unusable import Unusable, one_line

LONGEST_WORDS = 300
_MOST_LINES = 5


@notice(ALERT)
def alert(reader: Reader, services: Services, *, bundle: int) -> Screen | None:
    """One pair with its facts, or how many there are; never a name."""
    told = services.matches.told_in(bundle, reader.id)
    if not told:
        return Screen(_gone(), about=(BUNDLE, bundle))
    news = [pair for pair in told if pair.is_news]
    if not news:
        return None
    if len(news) > 1:
        return Screen(
            _many(news),
            column(Choice(label("👀 Ansehen"), Card("match", news[-1].id, 0))),
            about=(BUNDLE, bundle),
        )
    view = services.matches.view(news[0].id, reader.id)
    text = join([say("✨ **Neuer Treffer**"), _facts(view, services), _state(view, reader.id)])
    return Screen(text, column(*_writing(view)), about=(BUNDLE, bundle))


@notice(STATUS)
def status(reader: Reader, services: Services, *, alert: int) -> Screen | None:
    """What became of one's own message, edited until it is final."""
    view = services.matches.find(alert, reader.id)
    if view is None or view.fate is None:
        return Screen(_gone(), about=(MATCH, alert))
    state = fate(view.fate.state, view.fate.reason, view.fate.due_at, services)
    text = say(
        "{state} · {code} · {title}",
        state=state, code=view.facts.pseudonym, title=_title(view),
    )  # fmt: skip
    return Screen(text, about=(MATCH, alert))


@notice(DECLINED)
def declined(reader: Reader, services: Services, *, alert: int) -> Screen | None:
    """The pupil does not want to."""
    view = services.matches.find(alert, reader.id)
    if view is None:
        return Screen(_gone(), about=(MATCH, alert))
    if view.state is not MatchState.DECLINED:
        return None
    text = say(
        "💬 {code} sagt: Nein, danke. · {title}", code=view.facts.pseudonym, title=_title(view)
    )
    return Screen(text, about=(MATCH, alert))


@notice(LIKED)
def liked(reader: Reader, services: Services, *, alert: int) -> Screen | None:
    """The pupil is interested and has sent no enquiry yet: that would tell more than this."""
    view = services.matches.find(alert, reader.id)
    if (
        view is None
        or view.state is not MatchState.INTERESTED
        or services.matches.has_asked(alert)
    ):
        return None
    text = say(
        "💬 {code} hat „Interesse“ getippt: {title}. Die Anfrage ist noch nicht abgeschickt. "
        "Kommt sie, melde ich mich.",
        code=view.facts.pseudonym, title=_title(view),
    )  # fmt: skip
    return Screen(text, about=(MATCH, alert))


@card_action("match", *STAFF)
def look(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The open matches, from this one on."""
    return found(turn, services, at=subject)


@screen
def found(turn: Turn, services: Services, *, at: int | None = None) -> Screen:
    """The open matches one by one, the newest first; ``at`` is the one to be shown."""
    lay_pen_down(turn)
    numbers = services.matches.unwritten(turn.speaker.id)
    if at is not None and at not in numbers:
        numbers = sorted({*numbers, at}, reverse=True)  # somebody has written, or it is gone
    if not numbers:
        return Screen(
            say(
                "✨ Gerade gibt es keinen offenen Treffer. Passt eine Stelle zu jemandem, "
                "melde ich mich."
            )
        )
    place = numbers.index(at) if at is not None else 0
    view = services.matches.view(numbers[place], turn.speaker.id)
    head = say("✨ **Treffer {n} von {all}**", n=place + 1, all=len(numbers))
    text = join([head, _facts(view, services), _state(view, turn.speaker.id)])
    pager = [
        Choice(words, to(found, at=numbers[other]))
        for words, other in ((label("◀️ Neuere"), place - 1), (label("Ältere ▶️"), place + 1))
        if 0 <= other < len(numbers)
    ]
    rows = (tuple(_writing(view)), tuple(pager))
    return Screen(text, tuple(row for row in rows if row), about=(MATCH, view.id))


@card_action("match_write", *STAFF)
def begin(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The button under a match."""
    lay_pen_down(turn)
    view = services.matches.view(subject, turn.speaker.id)
    if view.version != version or not view.can_be_written:
        return _too_late(turn, services, subject)
    return write(turn, services, alert=subject, version=version)


@screen
def write(
    turn: Turn, services: Services, *, alert: int, version: int, own_words: str = ""
) -> Screen:
    """What the pupil will read; a sentence of one's own may be added."""
    view = services.matches.view(alert, turn.speaker.id)
    me = services.staff.contact([turn.speaker.id], view.facts.wishes.town)
    person = person_from(me, services)
    more = (
        say("Ihr Satz dazu: „{words}“", words=own_words)
        if own_words
        else say("Schreiben Sie gern einen Satz dazu, mit „du“. Sonst geht es so hinaus.")
    )
    return Screen(
        join(
            [
                say(
                    "✉️ **{code}** liest: {person} hat eine Stelle für dich: {title}, {company}. "
                    "Dazu die Gründe und die Knöpfe „Interesse“ und „Nein danke“.",
                    code=view.facts.pseudonym, person=person, title=_title(view),
                    company=_company(view),
                ),
                more,
            ],
            "\n\n",
        ),
        column(
            Choice(
                label("✅ Abschicken"),
                to(send, alert=alert, version=version, own_words=own_words),
            ),
            Choice(label("❌ Nicht schreiben"), to(found, at=alert)),
        ),
        answer=to(typed, alert=alert, version=version),
        about=(MATCH, alert),
    )  # fmt: skip


@action
def typed(turn: Turn, services: Services, *, said: str, alert: int, version: int) -> Screen:
    """The sentence to be added; it is shown before it goes."""
    try:
        own_words = one_line(said, LONGEST_WORDS)
    except Unusable as unusable:
        again = write(turn, services, alert=alert, version=version)
        return turn.puzzle(again.below(unusable.hint))
    return write(turn, services, alert=alert, version=version, own_words=own_words)


@action
def send(turn: Turn, services: Services, *, alert: int, version: int, own_words: str) -> Screen:
    """Off to the pupil; the line above says what becomes of it."""
    try:
        services.matches.write(
            alert, turn.speaker.id, version, words=own_words, at=turn.address_id
        )
    except Outdated:
        return _too_late(turn, services, alert)
    return found(turn, services)


def _too_late(turn: Turn, services: Services, alert: int) -> Screen:
    """A colleague was first, or the vacancy is gone: how it stands now."""
    note = say("✋ Nicht geschrieben. Hier ist der neue Stand.")
    return found(turn, services, at=alert).below(note)


def _gone() -> Text:
    """What is left of a match whose pupil does not want to be found any more."""
    return say("🗑️ Gelöscht: Diesen Treffer gibt es nicht mehr.")


def _facts(view: MatchView, services: Services) -> Text:
    return card_text(view.facts, services.unit.region)


def _many(pairs: list[Told]) -> Text:
    """How many for which vacancy. Of several pupils nothing is said here, not even the codes."""
    pupils = {pair.pseudonym for pair in pairs}
    head = say("✨ **{n} neue Treffer**", n=len(pairs))
    if len(pupils) == 1:
        head = say("✨ **{n} neue Treffer für {code}**", n=len(pairs), code=pupils.pop())
    counts = Counter(f"{pair.title}, {pair.company}" for pair in reversed(pairs))
    lines = [
        say("• {vacancy}: {n}", vacancy=vacancy, n=n) if n > 1 else say("• {v}", v=vacancy)
        for vacancy, n in counts.most_common(_MOST_LINES)
    ]
    rest = len(counts) - _MOST_LINES
    if rest > 0:
        lines.append(say_n("und eine weitere Stelle", "und {n} weitere Stellen", rest))
    return join([head, *lines])


def _title(view: MatchView) -> str:
    return view.facts.asked_for.title if view.facts.asked_for else ""


def _company(view: MatchView) -> str:
    return view.facts.asked_for.company if view.facts.asked_for else ""


def _state(view: MatchView, reader_id: int) -> Text:
    """Why there is nothing to do; empty while there is."""
    if view.writer_id is not None:
        if view.writer_id == reader_id:
            return say("✉️ Sie haben geschrieben.")
        return say("✉️ {writer} hat schon geschrieben.", writer=view.writer)
    return Text() if view.is_open else say("❗ Die Stelle ist nicht mehr offen.")


def _writing(view: MatchView) -> list[Choice]:
    if not view.can_be_written:
        return []
    return [Choice(label("✉️ Anschreiben"), Card("match_write", view.id, view.version))]
