"""May I keep this, and may somebody write to you? Only a clear yes keeps anything.

What is kept is listed with the answers as they stand, and the wording itself is stored with the
consent. Under 14 nothing is kept, whatever is tapped.
"""

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.consent import RETENTION, Fact, Purpose, Thing, current, may_store
from bot.domain.people import AgeBand
from bot.i18n import Text, join, label, language, later, listing, say, say_n, words
from bot.services.services import Services
from handlers.everyone.messenger import about_the_messenger
from handlers.everyone.terms import AGE_BANDS
from handlers.pupil import questions
from handlers.pupil.age import again, ask_age
from handlers.pupil.doors import FAIRS
from handlers.pupil.interview import asking_of
from handlers.pupil.my_wishes import about_of, keep_profile
from handlers.pupil.stars import keep_stars

PARENTS_KNOW = "parents_know"
"""In the notes: the pupil has said that her parents agree, where the county asks for that."""

_FACTS = {
    Fact.PSEUDONYM: later("dein Kürzel"),
    Fact.GRADE: later("deine Klasse"),
    Fact.AGE_BAND: later("dein Alter"),
    Fact.TOWN: later("deinen Ort"),
    Fact.CERTIFICATE: later("deinen Abschluss"),
    Fact.START: later("wann du anfangen willst"),
    Fact.LANGUAGE: later("deine Sprache"),
    Fact.INTERESTS: later("was du magst"),
    Fact.KINDS: later("was für eine Stelle du suchst"),
}
"""What recruiters see before the name is released."""


@screen
def offer(turn: Turn, services: Services, *, then: str) -> Screen:
    """The next step to a consent: the age, the parents, the question itself."""
    band = about_of(turn, services).age_band
    if band is None:
        return ask_age(turn, services, then=to(offer).name, args={"then": then})
    if not may_store(band):
        return _too_young(then)
    if band in services.unit.house.parent_step and not turn.notes.get(PARENTS_KNOW):
        return _ask_parents(then)
    if services.consents.has(turn.speaker.id, Purpose.MATCHES):
        return _done(say("Ich melde mich schon bei dir, wenn etwas passt. 👍"), then)
    return _ask(turn, services, then)


@action
def parents_know(turn: Turn, services: Services, *, then: str) -> Screen:
    """The parents agree, says the pupil."""
    turn.notes[PARENTS_KNOW] = True
    return offer(turn, services, then=then)


@action
def agree(turn: Turn, services: Services, *, then: str, matches: bool) -> Screen:
    """A yes: to the profile, and to being written to if ``matches``."""
    if not may_store(about_of(turn, services).age_band):
        return _too_young(then)
    receipts = []
    if services.profiles.find(turn.speaker.id) is None:
        receipts.append(_give(turn, services, Purpose.PROFILE, profile_wording(turn, services)))
        keep_profile(turn, services)
        keep_stars(turn, services)
    if matches:
        receipts.append(_give(turn, services, Purpose.MATCHES, matches_wording(turn, services)))
    thanks = (
        say("✅ Gespeichert. Ich melde mich, wenn etwas passt.")
        if matches
        else say("✅ Gespeichert.")
    )
    proof = say_n(
        "Deine Quittung: {receipts}",
        "Deine Quittungen: {receipts}",
        len(receipts),
        receipts=listing(receipts),
    )
    undo = say("Du kannst alles löschen. Schreib dafür: Löschen")
    return _done(join([thanks, proof, undo]), then)


@action
def decline(turn: Turn, services: Services, *, then: str) -> Screen:
    """A no costs nothing."""
    return _done(say("Alles klar. Ich speichere nichts. Du kannst einfach weitersuchen."), then)


def profile_wording(turn: Turn, services: Services) -> Text:
    """What the profile holds: every answer as it stands, and what later answers would add."""
    asking, about = asking_of(turn, services), about_of(turn, services)
    answers = {q.title: q.show(asking) for q in questions.QUESTIONS.values()}
    answers[later("Klasse")] = words(asking.region.grade(about.grade).label) if about.grade else ""
    answers[later("Alter")] = words(AGE_BANDS[about.age_band]) if about.age_band else ""
    answers[later("Sprache")] = asking.region.languages.get(language(), language())
    lines = [
        say("• {title}: {answer}", title=words(title), answer=answer)
        for title, answer in answers.items()
        if answer
    ]
    open_titles = [words(title) for title, answer in answers.items() if not answer]
    return join(
        [
            say("**Das speichere ich dann:**"),
            *lines,
            say("• Stellen, die du dir merkst"),
            say("Sagst du mir später mehr, auch das: {titles}.", titles=listing(open_titles))
            if open_titles
            else Text(),
            say(
                "Warst du {months} Monate nicht hier, lösche ich es. "
                "Oder sobald deine Suche vorbei ist.",
                months=RETENTION[Thing.PROFILE].months,
            ),
        ]
    )


def matches_wording(turn: Turn, services: Services) -> Text:
    """Who may write, and what they see before: exactly the facts of the consent."""
    facts = [words(_FACTS[fact]) for fact in current(Purpose.MATCHES).facts]
    return join(
        [
            say("**Und wenn eine Stelle passt:**"),
            say("Dann darf dir ein Mensch von deiner Stadt oder vom Kreis schreiben."),
            say("Er sieht vorher nur: {facts}.", facts=listing(facts)),
            say(
                "Dein Kürzel ist {code}. Deinen Namen sieht er nicht.", code=turn.speaker.pseudonym
            ),
        ]
    )


def _ask(turn: Turn, services: Services, then: str) -> Screen:
    """The question, with everything it covers."""
    kept = services.profiles.find(turn.speaker.id) is not None
    reach = (
        Text()
        if turn.capabilities.push
        else say("Neue Nachrichten siehst du, wenn du diese Seite wieder öffnest.")
    )
    younger = (
        say("Zeig das am besten auch deinen Eltern.")
        if about_of(turn, services).age_band is AgeBand.FROM_14
        else Text()
    )
    choices = [
        Choice(label("✅ Ja, melde dich"), to(agree, then=then, matches=True)),
        Choice(label("❌ Nein, danke"), to(decline, then=then)),
    ]
    if not kept:
        only = Choice(label("💾 Nur speichern"), to(agree, then=then, matches=False))
        choices.insert(1, only)
    return Screen(
        join(
            [
                about_the_messenger(turn, services),
                Text() if kept else profile_wording(turn, services),
                join([matches_wording(turn, services), reach]),
                join([younger, say("Ist das in Ordnung? Du kannst es jederzeit ändern.")]),
            ],
            "\n\n",
        ),
        column(*choices),
    )


def _give(turn: Turn, services: Services, purpose: Purpose, wording: Text) -> str:
    return services.consents.give(
        turn.speaker.id,
        purpose,
        version=current(purpose).version,
        language=turn.speaker.language,
        wording=wording.plain,
    )


def _too_young(then: str) -> Screen:
    text = say(
        "Du bist noch nicht 14. Deshalb speichere ich nichts über dich. "
        "Sprich mit deinen Eltern oder Lehrern. Stellen und Messen zeige ich dir trotzdem gern."
    )
    return Screen(
        text,
        column(
            Choice(label("Weiter ▶️"), Door(then)),
            Choice(label("🎪 Messen"), FAIRS),
            again(to(offer).name, {"then": then}),
        ),
    )


def _ask_parents(then: str) -> Screen:
    return Screen(
        say("Bevor ich etwas speichere: Sind deine Eltern einverstanden? Frag sie bitte."),
        column(
            Choice(label("👍 Ja, sind sie"), to(parents_know, then=then)),
            Choice(label("Noch nicht"), to(decline, then=then)),
        ),
    )


def _done(text: Text, then: str) -> Screen:
    """An end that leads on."""
    return Screen(text, column(Choice(label("Weiter ▶️"), Door(then))))
