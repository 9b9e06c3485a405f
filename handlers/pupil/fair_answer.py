"""A pupil's answer to a fair, and the consent it needs.

Nothing is kept before the consent "fairs" is given here, and nothing at all under 14: the
information and the calendar file are for everybody.
"""

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import (
    Choice,
    Document,
    Door,
    JsonValue,
    Present,
    Screen,
    Shown,
    column,
    to,
)
from bot.dialogue.turn import Turn
from bot.domain.consent import RETENTION, Purpose, Thing, current, may_store
from bot.domain.errors import NotFound
from bot.domain.fairs import FairAnswer, FairPlan
from bot.domain.reminders import ReminderKind, SignUp, due_reminders, offers_morning
from bot.i18n import Text, join, label, later, moment, say, short_day
from bot.services.calendar_file import MEDIA_TYPE
from bot.services.services import Services
from handlers.everyone import fair_words
from handlers.everyone.messenger import about_the_messenger
from handlers.pupil.age import again, ask_age
from handlers.pupil.doors import FAIRS, HUMAN
from handlers.pupil.my_wishes import about_of

ANSWERS = {
    FairAnswer.YES: later("✅ Ich komme"),
    FairAnswer.MAYBE: later("🤔 Vielleicht"),
    FairAnswer.NO: later("❌ Nein danke"),
}
_HEARD = {
    FairAnswer.YES: later("✅ Gut, du kommst! Ich habe es notiert."),
    FairAnswer.MAYBE: later("🤔 Gut, vielleicht. Ich habe es notiert."),
    FairAnswer.NO: later("Alles klar, du kommst nicht. Ich erinnere dich nicht daran."),
}
NO_FAIR = 0
"""In place of a fair's number: the consent is for news of fairs in general."""


def details_of(fair: int) -> Door:
    """The way to the fair itself."""
    return Door("pupil.fairs.details", {"fair": fair})


@action
def answer(turn: Turn, services: Services, *, fair: int, said_so: str, version: int) -> Shown:
    """Keep the answer; ask for the consent first where it is missing."""
    plan = services.fairs.get(fair).plan
    if FairAnswer(said_so) not in services.sign_ups.possible(fair, plan, turn.speaker.id):
        return closed(turn, services, fair=fair)
    if services.consents.has(turn.speaker.id, Purpose.FAIRS):
        services.sign_ups.answer(fair, turn.speaker.id, FairAnswer(said_so), version=version)
        return answered(turn, services, fair=fair)
    if said_so == FairAnswer.NO:
        return Present(say("Alles klar. Ich habe nichts gespeichert."))
    return before_consent(turn, services, fair=fair, said_so=said_so, version=version)


@screen
def answered(turn: Turn, services: Services, *, fair: int) -> Screen:
    """What was noted, and when the pupil will be reminded."""
    plan = services.fairs.get(fair).plan
    sign_up = services.sign_ups.find(fair, turn.speaker.id)
    if sign_up is None:
        raise NotFound(f"no sign-up for fair {fair}")
    head = say("🎪 **{title}**", title=plan.title) + "\n" + fair_words.when(plan)
    text = [say(_HEARD[sign_up.answer]), head]
    rows = [Choice(label("📋 Messe ansehen"), details_of(fair))]
    if sign_up.answer is not FairAnswer.NO:
        text += _what_follows(turn, services, plan, sign_up)
        rows.insert(0, Choice(label("📅 In den Kalender"), to(calendar, fair=fair)))
        if _morning_is_ahead(services, plan):
            morning = to(remind_in_the_morning, fair=fair, wanted=not sign_up.morning)
            rows.insert(1, Choice(label("⏰ Morgens erinnern"), morning, chosen=sign_up.morning))
    return Screen(join(text, "\n\n"), column(*rows))


@screen
def closed(turn: Turn, services: Services, *, fair: int) -> Screen:
    """The registration is over: nobody can join any more, and a person may know a way."""
    plan = services.fairs.get(fair).plan
    return Screen(
        join([fair_words.in_full(plan, services.unit.region), fair_words.closed(plan)], "\n\n"),
        column(
            Choice(label("💬 Mit Mensch reden"), HUMAN),
            Choice(label("📅 In den Kalender"), to(calendar, fair=fair)),
            _all_fairs(),
        ),
    )


@action
def remind_in_the_morning(turn: Turn, services: Services, *, fair: int, wanted: bool) -> Screen:
    """Switch the reminder on the morning of the fair."""
    services.sign_ups.remind_in_the_morning(fair, turn.speaker.id, wanted)
    return answered(turn, services, fair=fair)


@screen
def calendar(turn: Turn, services: Services, *, fair: int) -> Screen:
    """The calendar file. Nothing is stored for it."""
    plan = services.fairs.get(fair).plan
    if not turn.capabilities.documents:
        text = say("Hier kann ich keine Datei schicken. Notier dir den Termin:")
        return Screen(join([text, fair_words.in_full(plan, services.unit.region)], "\n\n"))
    text = say(
        "📅 Hier ist der Termin für deinen Kalender. Öffne die Datei und speichere den Termin. "
        "Dein Kalender erinnert dich dann auch."
    )
    file = Document("lotse-messe.ics", MEDIA_TYPE, services.fairs.calendar(fair))
    return Screen(text, document=file, fresh=True)


@action
def want_news(turn: Turn, services: Services) -> Shown:
    """News of all fairs, without an answer to one of them."""
    return before_consent(turn, services, fair=NO_FAIR, said_so="", version=0)


@screen
def too_young(turn: Turn, services: Services, *, fair: int, said_so: str, version: int) -> Screen:
    """Under 14: information only."""
    text = say(
        "Du bist unter 14. Darum speichere ich nichts und schicke dir keine Erinnerung.\n\n"
        "Du darfst trotzdem kommen! Sprich mit deinen Eltern oder deiner Lehrerin, deinem Lehrer."
    )
    args: dict[str, JsonValue] = {"fair": fair, "said_so": said_so, "version": version}
    correct = again(to(before_consent).name, args)
    if fair == NO_FAIR:
        return Screen(text, column(_all_fairs(), correct))
    return Screen(
        text, column(Choice(label("📅 In den Kalender"), to(calendar, fair=fair)), correct)
    )


@screen
def ask_consent(
    turn: Turn, services: Services, *, fair: int, said_so: str, version: int
) -> Screen:
    """Just in time, with the very words that are recorded."""
    yes = to(agree, fair=fair, said_so=said_so, version=version)
    choices = column(
        Choice(label("✅ Ja, gern"), yes), Choice(label("❌ Nein, danke"), to(decline, fair=fair))
    )
    return Screen(consent_wording(turn, services), choices)


def consent_wording(turn: Turn, services: Services) -> Text:
    """What the pupil agrees to: the facts of the consent "fairs" and what follows from it."""
    parts = [
        about_the_messenger(turn, services),
        say("Darf ich dir Neuigkeiten und Erinnerungen zu Messen schicken?"),
        say(
            "Dafür nutze ich nur das: deinen Ort, deine Klasse und deine Antworten zu Messen. "
            "Deine Antworten lösche ich {days} Tage nach der Messe.",
            days=RETENTION[Thing.FAIR_SIGN_UP].age.days,
        ),
        say(
            "Du kannst jederzeit aufhören: Tippe auf „Keine Messe-Infos“ oder schreib „Stopp“. "
            "Das kostet nichts."
        ),
    ]
    if not turn.capabilities.push:
        parts.append(say("Du siehst die Nachrichten, wenn du diese Seite wieder öffnest."))
    if about_of(turn, services).age_band in services.unit.house.parent_step:
        parts.append(say("Frag vorher deine Eltern, ob das für sie in Ordnung ist."))
    return join(parts, "\n\n")


@action
def agree(turn: Turn, services: Services, *, fair: int, said_so: str, version: int) -> Shown:
    """Record the consent, then the answer it was needed for."""
    if not may_store(about_of(turn, services).age_band):
        return before_consent(turn, services, fair=fair, said_so=said_so, version=version)
    receipt = services.consents.give(
        turn.speaker.id,
        Purpose.FAIRS,
        version=current(Purpose.FAIRS).version,
        language=turn.speaker.language,
        wording=consent_wording(turn, services).plain,
    )
    thanks = say("Danke! Deine Zustimmung ist notiert. Beleg: {receipt}", receipt=receipt)
    if fair == NO_FAIR:
        text = say("🔔 Ab jetzt bekommst du Neuigkeiten zu Messen.")
        return Screen(join([thanks, text], "\n\n"), column(_all_fairs()))
    services.sign_ups.answer(fair, turn.speaker.id, FairAnswer(said_so), version=version)
    return answered(turn, services, fair=fair).below(thanks)


@action
def decline(turn: Turn, services: Services, *, fair: int) -> Screen:
    """No consent: nothing is kept, and the way goes on."""
    text = say(
        "In Ordnung. Ich habe nichts gespeichert und schicke dir nichts. "
        "Kommen darfst du trotzdem!"
    )
    if fair == NO_FAIR:
        return Screen(text, column(_all_fairs()))
    return Screen(
        text,
        column(
            Choice(label("📅 In den Kalender"), to(calendar, fair=fair)),
            Choice(label("📋 Messe ansehen"), details_of(fair)),
        ),
    )


def _all_fairs() -> Choice:
    return Choice(label("🎪 Messen ansehen"), FAIRS)


@screen
def before_consent(
    turn: Turn, services: Services, *, fair: int, said_so: str, version: int
) -> Screen:
    """The next thing to ask before anything may be kept; the age alone decides whether it may."""
    band = about_of(turn, services).age_band
    if band is None:
        args: dict[str, JsonValue] = {"fair": fair, "said_so": said_so, "version": version}
        return ask_age(turn, services, then=to(before_consent).name, args=args)
    if not may_store(band):
        return too_young(turn, services, fair=fair, said_so=said_so, version=version)
    return ask_consent(turn, services, fair=fair, said_so=said_so, version=version)


def _what_follows(turn: Turn, services: Services, plan: FairPlan, sign_up: SignUp) -> list[Text]:
    """When reminders come, and what is left to do."""
    unit = services.unit
    planned = due_reminders(plan, sign_up, unit.region.zone, unit.now)
    times = [
        say("• {moment} Uhr", moment=moment(reminder.due))
        for reminder in planned
        if reminder.due > unit.now and reminder.kind is not ReminderKind.DEADLINE
    ]
    text = [join([say("⏰ Ich erinnere dich:"), *times])] if times else []
    if times and not turn.capabilities.push:
        text.append(say("Du siehst die Erinnerung, wenn du diese Seite wieder öffnest."))
    if plan.deadline and plan.deadline >= unit.today:
        text.append(say("📝 Anmelden bis {day}.", day=short_day(plan.deadline)))
    return text


def _morning_is_ahead(services: Services, plan: FairPlan) -> bool:
    """Whether a reminder on the morning can still come."""
    probe = SignUp(services.unit.now, morning=True)
    planned = due_reminders(plan, probe, services.unit.region.zone, services.unit.now)
    return offers_morning(plan) and any(r.kind is ReminderKind.MORNING for r in planned)
