"""What a person needs to know to help: class, a name to call me by, when I have time.

Each question leads on through the door that it is given.
"""

from dataclasses import replace

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Screen, Shown, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.availability import AFTER_SCHOOL, AT_THE_WEEKEND
from bot.domain.enquiries import LONGEST_NICKNAME, looks_like_full_name, nickname_of
from bot.domain.people import Grade
from bot.domain.privacy_hints import hints
from bot.i18n import Text, join, label, say
from bot.region.german import fold
from bot.services.services import Services
from handlers.pupil.interview import one_question
from handlers.pupil.misunderstood import misunderstood
from handlers.pupil.my_wishes import about_of, keep_about, keep_wishes, wishes_of

WRITE_ONLY = "write_only"
"""In the notes: the pupil does not want to talk, only to write."""

NAMED = "named"
"""In the notes: the pupil was asked for a nickname, whether she gave one or not."""

_QUICK = {"school": AFTER_SCHOOL, "weekend": AT_THE_WEEKEND}


@screen
def ask_grade(turn: Turn, services: Services, *, then: str) -> Screen:
    """Which class."""
    choices = [
        Choice(label(term.label), to(take_grade, grade=term.grade, then=then))
        for term in services.unit.region.grades
    ]
    return Screen(
        say("In welcher Klasse bist du?"), grid(choices), answer=to(type_grade, then=then)
    )


@action
def take_grade(turn: Turn, services: Services, *, grade: str, then: str) -> Door:
    """Remember the class and go on."""
    keep_about(turn, services, replace(about_of(turn, services), grade=Grade(grade)))
    return Door(then)


@action
def type_grade(turn: Turn, services: Services, *, said: str, then: str) -> Shown:
    """A class in own words: "ich bin in der 9b"."""
    names = {fold(grade): grade for grade in Grade} | {
        "11": Grade.EF,
        "12": Grade.Q1,
        "13": Grade.Q2,
    }
    for word in fold(said).replace(".", " ").split():
        for name in (word, word.rstrip("abcdef")):
            if name in names:
                return take_grade(turn, services, grade=names[name], then=then)
    hint = say("Schreib zum Beispiel: 9. Oder tippe auf einen Knopf.")
    shown = ask_grade(turn, services, then=then)
    return turn.puzzle(misunderstood(said, None, hint, shown))


@screen
def ask_name(turn: Turn, services: Services, *, name: str, then: str) -> Screen:
    """How the person whose ``name`` it is (empty: not known yet) shall call the pupil."""
    question = (
        say("Wie soll {name} dich nennen? Dein Vorname oder ein Spitzname reicht.", name=name)
        if name
        else say("Wie sollen wir dich nennen? Dein Vorname oder ein Spitzname reicht.")
    )
    return Screen(
        question,
        column(Choice(label("🙈 Lieber kein Name"), to(take_name, nickname="", then=then))),
        answer=to(type_name, name=name, then=then),
    )


@action
def take_name(turn: Turn, services: Services, *, nickname: str, then: str) -> Door:
    """Remember the nickname and go on."""
    keep_about(turn, services, replace(about_of(turn, services), nickname=nickname))
    turn.notes[NAMED] = True
    return Door(then)


@action
def type_name(turn: Turn, services: Services, *, said: str, name: str, then: str) -> Shown:
    """Any script, emoji too; a contact is not taken, a whole name asks back."""
    nickname = nickname_of(said)
    asked = ask_name(turn, services, name=name, then=then)
    if hints(said):
        return asked.below(
            say("Das sieht nach Telefonnummer oder Adresse aus. Die brauche ich nicht.")
        )
    if not nickname or len(nickname) > LONGEST_NICKNAME:
        return asked.below(say("Nimm bitte höchstens {most} Zeichen.", most=LONGEST_NICKNAME))
    if looks_like_full_name(nickname):
        return _whole_name(nickname, name, then)
    return take_name(turn, services, nickname=nickname, then=then)


@screen
def ask_times(turn: Turn, services: Services, *, then: str) -> Screen:
    """When it suits for a talk."""
    slots, write_only = wishes_of(turn, services).slots, bool(turn.notes.get(WRITE_ONLY))
    school, weekend = (
        Choice(
            text, to(toggle_times, part=part, then=then), chosen=not write_only and times <= slots
        )
        for (part, times), text in zip(
            _QUICK.items(), (label("🏫 Nach der Schule"), label("🛋️ Am Wochenende")), strict=True
        )
    )
    only = Choice(label("✍️ Nur schreiben"), to(toggle_writing, then=then), chosen=write_only)
    days = Choice(label("📅 Tage wählen"), to(choose_days, then=then))
    return Screen(
        say("Wann passt es dir für ein Gespräch? Du kannst auch nur schreiben."),
        ((school, weekend), (only, days), (Choice(label("Weiter ▶️"), to(take_times, then=then)),)),
    )


@action
def toggle_times(turn: Turn, services: Services, *, part: str, then: str) -> Screen:
    """Add these times, or take them away."""
    wishes, times = wishes_of(turn, services), _QUICK[part]
    was_on = times <= wishes.slots and not turn.notes.get(WRITE_ONLY)
    turn.notes.pop(WRITE_ONLY, None)
    slots = wishes.slots - times if was_on else wishes.slots | times
    keep_wishes(turn, services, replace(wishes, slots=slots))
    return ask_times(turn, services, then=then)


@action
def toggle_writing(turn: Turn, services: Services, *, then: str) -> Screen:
    """Only write, or talk as well."""
    turn.notes[WRITE_ONLY] = not turn.notes.get(WRITE_ONLY)
    return ask_times(turn, services, then=then)


@action
def choose_days(turn: Turn, services: Services, *, then: str) -> Door:
    """Days and hours one by one, instead of the quick answers."""
    turn.notes[WRITE_ONLY] = False
    return one_question("times", then)


@action
def take_times(turn: Turn, services: Services, *, then: str) -> Door:
    """Go on with what is chosen, be it nothing."""
    turn.notes.setdefault(WRITE_ONLY, False)
    return Door(then)


def next_question(turn: Turn, services: Services, *, name: str, then: str) -> Screen | None:
    """The first of the questions that has no answer yet; ``name`` as in ``ask_name``."""
    about = about_of(turn, services)
    if about.grade is None:
        return ask_grade(turn, services, then=then)
    if not about.nickname and not turn.notes.get(NAMED):
        return ask_name(turn, services, name=name, then=then)
    if WRITE_ONLY not in turn.notes:
        return ask_times(turn, services, then=then)
    return None


def _whole_name(nickname: str, name: str, then: str) -> Screen:
    first = nickname.partition(" ")[0]
    note: Text = join(
        [
            say("Das sieht nach deinem ganzen Namen aus."),
            say("„{first}“ reicht. Was möchtest du?", first=first),
        ]
    )
    short = label("Nur „{first}“", first=first) if len(first) <= 12 else label("Nur Vorname")
    return Screen(
        note,
        column(
            Choice(short, to(take_name, nickname=first, then=then)),
            Choice(label("So lassen"), to(take_name, nickname=nickname, then=then)),
        ),
        answer=to(type_name, name=name, then=then),
    )
