"""Delete everything: what goes is said first, then it goes at once, with a receipt."""

from bot.dialogue.conversation import BACK
from bot.dialogue.marks import action, notice, screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, label, say, say_n
from bot.services.privacy import FAREWELL, GONE_ELSEWHERE
from bot.services.services import Services
from bot.services.stored import Everything
from bot.services.unit import Reader


@screen
def ask_to_forget(turn: Turn, services: Services) -> Screen:
    """What would go, and the question; the safe answer comes first."""
    known = services.stored.about(turn.speaker.id)
    return Screen(
        join(
            [
                say("🗑 **Soll ich alles über dich löschen?**"),
                join([say("Das ist dann weg:"), *_what_goes(known)]),
                say("Das geht sofort. Ich kann es nicht zurückholen."),
            ],
            "\n\n",
        ),
        column(
            Choice(label("⬅️ Nein, behalten"), BACK),
            Choice(label("🗑 Ja, alles löschen"), to(forget)),
        ),
        back=False,
    )


@action
def forget(turn: Turn, services: Services) -> Screen:
    """Gone. What is shown now is the last that this person gets; then a stranger sits here."""
    farewell = services.privacy.forget(turn.speaker.id, stay_at=turn.address_id)
    gone = [
        say("✅ Alles über dich ist gelöscht."),
        say("Deine Quittung: **{receipt}**", receipt=farewell.receipt),
        _in_the_messenger(turn.capabilities.push),
    ]
    if farewell.person_id is None:  # somebody else shares the phone: she goes on
        turn.move_over()
        return Screen(join(gone, "\n\n"))
    turn.begin_anew(farewell.person_id, farewell.pseudonym)
    return Screen(
        join([*gone, _anew()], "\n\n"),
        back=False,
        menu=False,
        about=(FAREWELL, 0),
        fresh=True,
    )


@notice(GONE_ELSEWHERE)
def gone_elsewhere(reader: Reader, services: Services) -> Screen:
    """In a second chat of hers: what was done in the first one goes for both."""
    pushes = services.unit.house.capabilities[reader.channel].push
    gone = [
        say("🗑 Du hast in einem anderen Chat alles gelöscht. Auch hier weiß ich nichts mehr."),
        _in_the_messenger(pushes),
        _anew(),
    ]
    return Screen(join(gone, "\n\n"))


def _in_the_messenger(pushes: bool) -> Text:
    if not pushes:
        return Text()
    return say("Was hier im Chat noch steht, löschst du selbst im Messenger.")


def _anew() -> Text:
    return say("Mach's gut! 👋 Willst du neu anfangen? Schreib einfach „Start“.")


def _what_goes(known: Everything) -> list[Text]:
    """Each kind of thing that is stored, with its number."""
    talk = sum(enquiry.messages for enquiry in known.enquiries)
    lines = [
        say("• deine Antworten in diesem Gespräch"),
        say("• dein Profil") if known.profile else Text(),
        _counted(
            len(known.saved),
            say_n("{n} gemerkte Stelle", "{n} gemerkte Stellen", len(known.saved)),
        ),
        _counted(
            len(known.enquiries),
            say_n("{n} Anfrage an Menschen", "{n} Anfragen an Menschen", len(known.enquiries)),
        ),
        _counted(
            talk,
            say_n("{n} Nachricht zwischen euch", "{n} Nachrichten zwischen euch", talk),
        ),
        _counted(
            len(known.fairs),
            say_n("{n} Antwort zu einer Messe", "{n} Antworten zu Messen", len(known.fairs)),
        ),
        _counted(
            len(known.agreements),
            say_n("{n} Zustimmung", "{n} Zustimmungen", len(known.agreements)),
        ),
    ]
    return [line for line in lines if line]


def _counted(number: int, text: Text) -> Text:
    return Text.of("• ") + text if number else Text()
