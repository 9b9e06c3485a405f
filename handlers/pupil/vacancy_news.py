"""What pupils are sent about vacancies, and the buttons under it, which work weeks later."""

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import card_action, notice
from bot.dialogue.screen import Card, Choice, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.errors import NotFound
from bot.domain.matching import Hit
from bot.domain.people import Role
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes
from bot.i18n import Text, join, label, say
from bot.services.matches import OFFER, OFFERED, OfferView
from bot.services.matchmaking import NEW, NEWS
from bot.services.services import Services
from bot.services.unit import Reader
from bot.services.vacancy_desk import FILLED, VACANCY
from handlers.everyone.facts import isolated, person_from
from handlers.pupil import keeping
from handlers.pupil.human import begin
from handlers.pupil.reasons import reason
from handlers.pupil.results import results
from handlers.pupil.settings import topics
from handlers.pupil.vacancy import headline, more

_MOST_SHOWN = 3
_ALTERNATIVES = 2


@notice(NEWS)
def news(reader: Reader, services: Services, *, bundle: int) -> Screen | None:
    """New vacancies that still fit, all in one message."""
    hits = services.matches.news(bundle, reader.id)
    if not hits:
        return None
    if len(hits) == 1:
        text = join([say("✨ Neue Stelle für dich:"), _fitting(hits[0], reader, services)], "\n\n")
        return Screen(text, column(_look(hits[0].vacancy), _no_more()), about=(NEW, bundle))
    head = say("✨ {n} neue Stellen für dich:", n=len(hits))
    rows = (*_numbered(hits[:_MOST_SHOWN]), (_no_more(),))
    text = join([head, *_listed(hits[:_MOST_SHOWN], services), _rest(hits)], "\n\n")
    return Screen(text, rows, about=(NEW, bundle))


@notice(OFFERED)
def offered(reader: Reader, services: Services, *, alert: int) -> Screen | None:
    """A person writes: there is a vacancy for you. No name has been told her."""
    try:
        offer = services.matches.offer(alert, reader.id)
    except NotFound:
        return None
    if not offer.is_open:
        return None
    hers = say("„{words}“", words=isolated(offer.words)) if offer.words else Text()
    text = join(
        [
            say("💌 {person} hat eine Stelle für dich:", person=_person(offer, services)),
            _fitting(offer.hit, reader, services),
            hers,
            say("Deinen Namen kennt dort noch niemand. Du entscheidest."),
        ],
        "\n\n",
    )
    yes = Choice(label("✅ Interesse"), Card("match_yes", alert, offer.version))
    no = Choice(label("❌ Nein danke"), Card("match_no", alert, offer.version))
    return Screen(
        text, ((yes, no), (_look(offer.hit.vacancy),), (_no_more(),)), about=(OFFER, alert)
    )


@notice(FILLED)
def filled(reader: Reader, services: Services, *, vacancy: int) -> Screen | None:
    """A vacancy that she saved or asked about is gone; two others instead."""
    wishes = services.matches.wishes_of(reader.id)
    gone = services.search.hit(wishes, vacancy).vacancy
    if gone.is_shown(services.unit.today):
        return None
    head = say(
        "❗ Diese Stelle ist nicht mehr frei: {title}, {company}.",
        title=gone.title, company=gone.company,
    )  # fmt: skip
    known = wishes != Wishes()
    others = services.search.hits(wishes, _ALTERNATIVES, but=[vacancy]) if known else []
    if not others:
        return Screen(
            join([head, say("Schreib „Menü“. Dann suchen wir etwas anderes.")]),
            about=(VACANCY, vacancy),
        )
    text = join([head, say("Das passt auch zu dir:"), *_listed(others, services)], "\n\n")
    return Screen(text, _numbered(others), about=(VACANCY, vacancy))


@card_action("look", Role.PUPIL)
def look(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The vacancy in full."""
    return more(turn, services, vacancy=subject)


@card_action("match_yes", Role.PUPIL)
def interested(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Yes: the talk begins with what would be sent, and the question whether it may be."""
    offer = services.matches.answer(subject, turn.speaker.id, interested=True)
    if not offer.is_open:
        note = say("❗ Diese Stelle ist leider schon weg. Aber schau mal hier:")
        return results(turn, services).below(note)
    return begin(turn, services, vacancy=offer.hit.vacancy.id)


@card_action("match_no", Role.PUPIL)
def not_interested(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """No: that is told, and nothing else."""
    offer = services.matches.answer(subject, turn.speaker.id, interested=False)
    text = say(
        "Alles klar. Ich sage Bescheid: {person} schreibt dir zu dieser Stelle nicht mehr.",
        person=_person(offer, services),
    )
    choices = (Choice(label("🔎 Andere Stellen"), to(results)), Choice(label("🏠 Menü"), HOME))
    return Screen(text, column(*choices), back=False, menu=False)


@card_action("matches_off", Role.PUPIL)
def no_more(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """🔕 under every push: the consent "matches" is withdrawn."""
    services.privacy.end_matches(turn.speaker.id)
    again = Choice(label("🔔 Wieder anschalten"), to(keeping.offer, then=to(topics).name))
    text = say("🔕 Wegen passender Stellen schreibt dir niemand mehr.")
    return Screen(text, column(again, Choice(label("🏠 Menü"), HOME)), back=False, menu=False)


def answered_in_words(turn: Turn, services: Services, alert: int) -> Shown:
    """She quotes an offer: what she wrote waits for her consent, so that comes first."""
    hint = say("Das habe ich noch nicht geschickt. Erst brauche ich dein Ja:")
    turn.also.append(Screen(hint))
    return interested(turn, services, subject=alert, version=0)


def _fitting(hit: Hit, reader: Reader, services: Services) -> Text:
    """The vacancy with its reasons."""
    region, wishes = services.unit.region, services.matches.wishes_of(reader.id)
    lines = [say("✓ {reason}", reason=reason(each, hit, wishes, region)) for each in hit.reasons]
    return join([headline(hit, region), *lines])


def _listed(hits: list[Hit], services: Services) -> list[Text]:
    region = services.unit.region
    return [
        say("{n}. {vacancy}", n=n, vacancy=headline(hit, region))
        for n, hit in enumerate(hits, start=1)
    ]


def _numbered(hits: list[Hit]) -> tuple[tuple[Choice, ...], ...]:
    return column(
        *(
            Choice(label("{n}. ansehen", n=n), Card("look", hit.vacancy.id, 0))
            for n, hit in enumerate(hits, start=1)
        )
    )


def _rest(hits: list[Hit]) -> Text:
    if len(hits) <= _MOST_SHOWN:
        return Text()
    return say("Alle siehst du mit „Stellen suchen“ im Menü.")


def _look(vacancy: Vacancy) -> Choice:
    return Choice(label("📄 Ansehen"), Card("look", vacancy.id, 0))


def _no_more() -> Choice:
    return Choice(label("🔕 Keine Stellen"), Card("matches_off", 0, 0))


def _person(offer: OfferView, services: Services) -> str:
    return person_from(offer.writer, services)
