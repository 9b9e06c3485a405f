"""Several people on one phone: who is speaking, and what is meant for somebody else.

What waits for one of them is never shown to another, not even what it is about.
"""

from bot.dialogue.conversation import BACK
from bot.dialogue.marks import action, card_action, notice, screen
from bot.dialogue.screen import Card, Choice, Present, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.enquiries import LONGEST_NICKNAME, looks_like_full_name, nickname_of
from bot.domain.errors import Outdated
from bot.domain.people import Role
from bot.domain.privacy_hints import hints
from bot.i18n import Text, join, label, say, shorten
from bot.services.seats import CALLED, MOST, Sitter
from bot.services.services import Services
from bot.services.unit import Reader


@screen
def who(turn: Turn, services: Services) -> Screen:
    """Who is speaking? Alone, what sharing would mean."""
    here = services.seats.at(turn.address_id)
    if len(here) == 1:
        text = say(
            "👥 Benutzt ihr dieses Handy zu zweit? Dann bekommt jede und jeder ein eigenes "
            "Profil. Ihr wechselt mit dem Namen. Die Namen stehen nur in diesem Chat."
        )
        return Screen(text, column(Choice(label("➕ Noch jemand"), to(ask_own_name))))
    choices = [
        Choice(shorten(f"👤 {each.name}"), to(become, seat=each.seat), chosen=each.active)
        for each in here
    ]
    if len(here) < MOST:
        choices.append(Choice(label("➕ Noch jemand"), to(ask_own_name)))
    return Screen(say("👥 Wer bist du?"), column(*choices))


@action
def become(turn: Turn, services: Services, *, seat: int) -> Screen:
    """Somebody else speaks from now on; her own screen follows."""
    services.seats.sit(turn.address_id, seat)
    name = next(each.name for each in services.seats.at(turn.address_id) if each.active)
    turn.move_over()
    return Screen(say("👤 Jetzt bist du {name}. Wechseln: /wechseln", name=name))


@screen
def ask_own_name(turn: Turn, services: Services) -> Screen:
    """The one who is here first; she may have a name already."""
    if turn.speaker.called:
        return ask_other_name(turn, services, own=turn.speaker.called)
    return Screen(
        say("Wie heißt du? Ein Vorname oder Spitzname reicht."), answer=to(type_own_name)
    )


@action
def type_own_name(turn: Turn, services: Services, *, said: str) -> Shown:
    """Hers."""
    name = nickname_of(said)
    if trouble := _trouble(said, name):
        return turn.puzzle(ask_own_name(turn, services).below(trouble))
    return ask_other_name(turn, services, own=name)


@screen
def ask_other_name(turn: Turn, services: Services, *, own: str) -> Screen:
    """The one who comes."""
    return Screen(
        say("Und wie heißt die andere Person? Sie ist danach dran."),
        answer=to(type_other_name, own=own),
    )


@action
def type_other_name(turn: Turn, services: Services, *, said: str, own: str) -> Shown:
    """The other's: she takes the seat and begins at the beginning."""
    name = nickname_of(said)
    asked = ask_other_name(turn, services, own=own)
    if trouble := _trouble(said, name):
        return turn.puzzle(asked.below(trouble))
    try:
        services.seats.share(turn.address_id, turn.speaker.id, own, name)
    except Outdated:
        return turn.puzzle(
            asked.below(say("So heißt hier schon jemand. Nimm einen anderen Namen."))
        )
    turn.move_over()
    return Screen(
        say(
            "👤 Hallo {name}! Ab jetzt sprichst du mit mir. {own} kommt zurück mit: /wechseln",
            name=name, own=own,
        )
    )  # fmt: skip


@notice(CALLED)
def called(reader: Reader, services: Services, *, seat: int, address: int) -> Screen | None:
    """Something waits for somebody who does not sit there: for whom, and nothing else."""
    name = services.seats.name_of(seat, address)
    if name is None:
        return None
    return Screen(
        say("📬 Es gibt etwas Neues für {name}. Ich zeige es nur {name}.", name=name),
        column(Choice(shorten(f"👤 {name}"), Card("become", seat, 0))),
    )


@card_action("become", Role.PUPIL)
def become_called(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The button under that news."""
    return become(turn, services, seat=subject)


def not_yours(turn: Turn, services: Services, *, person: int) -> Shown:
    """A button or a quoted message of somebody else here: she must say first that it is her."""
    others = services.seats.others(turn.address_id, turn.speaker.id)
    for each in others:
        if each.person_id == person:
            return _whose(each)
    return Present(say("Das gibt es nicht mehr. Hier geht es weiter:"))


def _whose(owner: Sitter) -> Screen:
    return Screen(
        join(
            [
                say("✋ Das gehört zu {name}. Ich habe nichts getan.", name=owner.name),
                say("Bist du {name}? Dann wechsle zuerst.", name=owner.name),
            ]
        ),
        column(
            Choice(shorten(f"👤 {owner.name}"), to(become, seat=owner.seat)),
            Choice(label("⬅️ Nein"), BACK),
        ),
        back=False,
    )


def _trouble(said: str, name: str) -> Text:
    """What is wrong with a name; empty if nothing is."""
    if hints(said):
        return say("Das sieht nach Telefonnummer oder Adresse aus. Die brauche ich nicht.")
    if not name or len(name) > LONGEST_NICKNAME:
        return say("Nimm bitte höchstens {most} Zeichen.", most=LONGEST_NICKNAME)
    if looks_like_full_name(name):
        return say("Der Vorname reicht. Den Nachnamen brauche ich nicht.")
    return Text()
