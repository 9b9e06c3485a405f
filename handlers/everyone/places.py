"""Chats of one person: a code joins them, and she chooses where news go.

The code is shown in the chat that is known and typed in the new one, so that nobody can be drawn
into a chat of somebody else by a link.
"""

from collections import Counter
from collections.abc import Sequence

from bot.dialogue.conversation import BACK, HOME
from bot.dialogue.marks import action, card_action, notice, screen
from bot.dialogue.screen import Card, Choice, Present, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.people import Role
from bot.i18n import Text, join, label, say, words
from bot.services.places import GOOD_FOR, JOINED, Entry, Place, code_in
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone import invitation
from handlers.everyone.messenger import about_the_messenger, channel_name, other_ways

_MINUTES = int(GOOD_FOR.total_seconds() // 60)


def typed_code(turn: Turn, services: Services, *, said: str) -> Shown:
    """A code as the whole message, whatever is being asked; None if it is none."""
    return joining(turn, services, said=said) or invitation.typed(turn, services, said=said)


def joining(turn: Turn, services: Services, *, said: str) -> Shown:
    """A code that was shown in another chat: what it would do, and the question; else None."""
    if code_in(said) is None:
        return None
    entry = services.places.look(said, person_id=turn.speaker.id, address_id=turn.address_id)
    return _asked(turn, services, said) if entry is Entry.GOOD else Present(_refused(turn, entry))


def joined_by_the_team(turn: Turn, services: Services) -> Shown:
    """In the team's own bot nobody else can answer a question: a good code joins at once."""
    if code_in(turn.said) is None:
        return None
    shown = join_here(turn, services, code=turn.said)
    return Screen(shown.text) if isinstance(shown, Present) else shown


@screen
def overview(turn: Turn, services: Services) -> Screen:
    """The chats there are, and what can be done with them."""
    places = services.places.of(turn.speaker.id)
    names = _names(turn, places)
    lines = [_line(names[place], place) for place in places]
    choices = [Choice(label("🔗 Chat verbinden"), to(show_code))]
    if len(places) > 1:
        choices += [
            Choice(label("📬 Wohin schreiben?"), to(where)),
            Choice(label("✂️ Chat trennen"), to(which_to_part)),
        ]
    hint = _to(
        turn,
        say("Du kannst hier und in einem anderen Chat dasselbe Profil benutzen."),
        say("Sie können hier und in einem anderen Chat arbeiten."),
    )
    ways = other_ways(turn, services)
    text = join([say("🔗 **Verbundene Chats**"), join(lines), hint, ways], "\n\n")
    return Screen(text, column(*choices))


@action
def show_code(turn: Turn, services: Services) -> Screen:
    """A code for the other chat; without anything kept there is nothing to be joined."""
    if not services.places.is_known(turn.speaker.id):
        text = say(
            "Verbinden geht erst, wenn ich etwas für dich speichern darf. "
            "Speichere zuerst dein Profil: Schreib „Profil“."
        )
        return Screen(text, here=to(overview))
    code = services.places.new_code(turn.speaker.id)
    doors = services.places.doors(turn.speaker.id, turn.event.channel)
    link = doors[0].link if doors else services.unit.house.base_url
    text = _to(
        turn,
        say(
            "Dein Code: **{code}**\n\n"
            "Öffne den Lotsen im anderen Chat, zum Beispiel hier: {link}\n"
            "Schreib dort nur den Code. Er gilt {minutes} Minuten und nur einmal.\n\n"
            "Gib den Code niemandem. Wer ihn hat, sieht dein Profil.",
            code=code, link=link, minutes=_MINUTES,
        ),
        say(
            "Ihr Code: **{code}**\n\n"
            "Öffnen Sie den Lotsen im anderen Chat, zum Beispiel hier: {link}\n"
            "Schreiben Sie dort nur den Code. Er gilt {minutes} Minuten und nur einmal.\n\n"
            "Geben Sie den Code niemandem. Wer ihn hat, liest Ihre Anfragen.",
            code=code, link=link, minutes=_MINUTES,
        ),
    )  # fmt: skip
    return Screen(text, here=to(overview))


@action
def join_here(turn: Turn, services: Services, *, code: str) -> Shown:
    """Yes: from now on this chat is the other one's, too."""
    entry = services.places.join(code, person_id=turn.speaker.id, address_id=turn.address_id)
    if entry is not Entry.GOOD:
        return Present(_refused(turn, entry))
    turn.move_over()
    return Screen(say("🔗 Verbunden. Beide Chats gehören jetzt zusammen: /verbinden"))


@screen
def where(turn: Turn, services: Services) -> Screen:
    """Where news go."""
    places = services.places.of(turn.speaker.id)
    asked = _to(
        turn,
        say("📬 Wohin soll ich dir schreiben? Antworten kommen immer dorthin, wo du fragst."),
        say("📬 Wohin soll ich Ihnen schreiben? Antworten kommen dorthin, wo Sie fragen."),
    )
    choices = [
        Choice(name, to(choose, place=place.address_id), place.chosen)
        for place, name in _names(turn, places).items()
    ]
    anywhere = not any(place.chosen for place in places)
    last = Choice(label("🕐 Wo ich zuletzt war"), to(choose, place=0), chosen=anywhere)
    return Screen(asked, column(*choices, last))


@action
def choose(turn: Turn, services: Services, *, place: int) -> Screen:
    """Send news there; 0: where she was last."""
    services.places.choose(turn.speaker.id, place or None)
    return where(turn, services)


@screen
def which_to_part(turn: Turn, services: Services) -> Screen:
    """Which chat is to be a stranger's again."""
    names = _names(turn, services.places.of(turn.speaker.id))
    choices = [
        Choice(name, to(ask_to_part, place=place.address_id)) for place, name in names.items()
    ]
    return Screen(say("✂️ Welcher Chat soll nicht mehr dazugehören?"), column(*choices))


@screen
def ask_to_part(turn: Turn, services: Services, *, place: int) -> Screen:
    """What follows; the safe answer comes first."""
    text = say(
        "Dieser Chat wird getrennt. Dort ist dann nichts mehr zu sehen, was ich schreibe. "
        "Im anderen Chat bleibt alles, wie es ist. Was der Messenger selbst noch zeigt, "
        "lässt sich nur dort löschen."
    )
    return Screen(
        text,
        column(
            Choice(label("⬅️ Nein, behalten"), BACK),
            Choice(label("✂️ Ja, trennen"), to(part, place=place)),
        ),
        back=False,
    )


@action
def part(turn: Turn, services: Services, *, place: int) -> Screen:
    """Gone from there. In this very chat a stranger, or a sibling, goes on."""
    stranger = services.places.part(turn.speaker.id, place)
    if place != turn.address_id:
        return overview(turn, services).below(say("✂️ Getrennt."))
    text = say("✂️ Getrennt. In diesem Chat weiß ich nichts mehr. Neu anfangen: „Start“.")
    if stranger is None:
        turn.move_over()
    else:
        turn.begin_anew(*stranger)
    return Screen(text, back=False, menu=False, fresh=True)


@notice(JOINED)
def joined(reader: Reader, services: Services, *, channel: str) -> Screen:
    """In the other chats: nobody is joined without being told."""
    text = say("🔗 Neuer Chat verbunden: {channel}.", channel=channel_name(channel))
    asked = (
        say("Waren Sie das nicht? Dann trennen Sie ihn gleich.")
        if Role(reader.role).is_staff
        else say("Warst du das nicht? Dann trenne ihn gleich.")
    )
    return Screen(
        join([text, asked], " "), column(Choice(label("✂️ Chat trennen"), Card("places", 0, 0)))
    )


@card_action("places", *Role)
def look(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The button under that news."""
    return overview(turn, services)


def _asked(turn: Turn, services: Services, code: str) -> Screen:
    """The question; what she has agreed to elsewhere will now pass through this messenger, too.

    Nobody sits here yet: the code tells whether it is one of the staff who asks.
    """
    if services.places.is_of_staff(code):
        text = say(
            "🔗 Soll dieser Chat zu dem gehören, der den Code zeigt? Nur, wenn beide Ihre sind. "
            "Was hier bis jetzt gesagt wurde, vergesse ich. "
            "Was Ihnen gehört, steht dann auch hier."
        )
    else:
        asked = say(
            "🔗 Soll dieser Chat zu dem gehören, der den Code zeigt? Nur, wenn beide deine sind. "
            "Was hier bis jetzt gesagt wurde, vergesse ich. Es gilt, was dort gespeichert ist."
        )
        text = join([about_the_messenger(turn, services), asked], "\n\n")
    return Screen(
        text,
        column(
            Choice(label("✅ Ja, verbinden"), to(join_here, code=code)),
            Choice(label("❌ Nein, danke"), HOME),
        ),
        back=False,
        menu=False,
    )


def _refused(turn: Turn, entry: Entry) -> Text:
    """Why nothing was joined, and what to do."""
    match entry:
        case Entry.OCCUPIED:
            return _to(
                turn,
                say(
                    "Hier ist schon etwas von dir gespeichert. Zwei Profile lege ich nie "
                    "zusammen. Welches soll bleiben? Das andere löschst du: /loeschen. "
                    "Danach gibst du den Code noch einmal ein."
                ),
                say("Dieser Chat hat schon einen Zugang. Zwei Zugänge lege ich nie zusammen."),
            )
        case Entry.SHARED:
            return say(
                "Diesen Chat benutzt ihr zu mehreren, darum gilt der Code hier nicht. "
                "Andersherum geht es: Hol dir hier einen Code, und schreib ihn im anderen Chat. "
                "Hier: /verbinden"
            )
        case Entry.ELSEWHERE:
            return say(
                "Dieser Code gilt in diesem Bot nicht: Team und Jugendliche haben je einen."
            )
        case Entry.HERE:
            return say("Dieser Code gehört in den anderen Chat. Hier gilt er nicht.")
        case Entry.LOCKED:
            return say(
                "Das waren zu viele falsche Codes. In einer Stunde geht es wieder. "
                "Bis dahin bleibt alles, wie es ist."
            )
        case _:
            return say(
                "Diesen Code kenne ich nicht, oder er gilt nicht mehr. "
                "Im anderen Chat gibt es einen neuen: /verbinden"
            )


def _line(name: str, place: Place) -> Text:
    line = say("• {name}", name=name)
    return line + say(" – hierhin gehen Nachrichten") if place.chosen else line


def _names(turn: Turn, places: Sequence[Place]) -> dict[Place, str]:
    """What tells the chats apart, as short as a button; those of one messenger are numbered."""
    names, met = {}, Counter[str]()
    for place in places:
        met[place.channel] += 1
        nth = met[place.channel]
        name = channel_name(place.channel)
        names[place] = name if nth == 1 else f"{name} {nth}"
        if place.address_id == turn.address_id:
            names[place] = words("Dieser Chat")
    return names


def _to(turn: Turn, pupil: Text, staff: Text) -> Text:
    """One sentence with "du", one with "Sie"."""
    return staff if turn.speaker.role.is_staff else pupil
