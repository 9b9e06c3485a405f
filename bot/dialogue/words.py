"""Words that work on every screen, in every language, as a whole message.

Stop, menu, help, back, a person …
"""

import re
import unicodedata
from enum import StrEnum

from rapidfuzz import fuzz, process


class Global(StrEnum):
    """What a global word asks for. Commands are the same words with a slash."""

    START = "start"
    HOME = "home"
    HELP = "help"
    BACK = "back"
    CANCEL = "cancel"
    HUMAN = "human"
    STOP = "stop"
    PRIVACY = "privacy"
    SETTINGS = "settings"
    DELETE = "delete"
    PROFILE = "profile"
    FAIRS = "fairs"
    TODAY = "today"
    MATCHES = "matches"
    VACANCIES = "vacancies"
    VACANCY = "vacancy"
    SAVED = "saved"
    BROADCAST = "broadcast"
    SWITCH = "switch"
    CONNECT = "connect"
    LANGUAGE = "language"


WORDS: dict[Global, tuple[str, ...]] = {
    Global.START: ("start", "los", "neustart", "restart", "почати", "начать", "başla", "ابدأ"),
    Global.HOME: ("menü", "menu", "menue", "hauptmenü", "меню", "القائمة"),
    Global.HELP: ("hilfe", "help", "допомога", "помощь", "yardım", "مساعدة"),
    Global.BACK: ("zurück", "back", "zurueck", "назад", "geri", "رجوع"),
    Global.CANCEL: ("abbrechen", "cancel", "abbruch", "скасувати", "отмена", "iptal", "إلغاء"),
    Global.HUMAN: (
        "mensch", "mensch sprechen", "mit mensch reden", "mit einem menschen reden",
        "human", "talk to a person", "людина", "человек", "insan", "إنسان",
    ),
    Global.STOP: (
        "stop", "stopp", "stopp bitte", "bitte stopp", "stop bitte", "bitte stop",
        "hör auf", "hoer auf", "hör auf damit", "hör auf mir zu schreiben", "hör bitte auf",
        "bitte hör auf", "aufhören",
        "abmelden", "abmelden bitte", "bitte abmelden", "ich will mich abmelden", "abbestellen",
        "austragen", "keine nachrichten mehr", "keine nachrichten",
        "ich will keine nachrichten mehr", "bitte keine nachrichten mehr",
        "keine nachrichten mehr bitte", "keine news mehr",
        "schreib mir nicht mehr", "nicht mehr schreiben", "lass mich in ruhe", "nerv nicht",
        "unsubscribe", "stop it", "stop please", "please stop", "no more messages",
        "leave me alone", "opt out", "стоп", "відписатися", "не пиши мені", "отписаться",
        "не пиши мне", "хватит", "dur", "yeter", "artık yazma", "mesaj atma",
        "توقف", "قف", "إلغاء الاشتراك", "لا تراسلني",
    ),
    Global.PRIVACY: (
        "datenschutz", "privacy", "конфіденційність", "конфиденциальность", "gizlilik", "خصوصية",
    ),
    Global.SETTINGS: (
        "einstellungen", "settings", "налаштування", "настройки", "ayarlar", "إعدادات",
    ),
    Global.DELETE: (
        "löschen", "loeschen", "alles löschen", "delete", "видалити", "удалить", "sil", "حذف",
    ),
    Global.PROFILE: ("profil", "mein profil", "profile"),
    Global.FAIRS: ("messen", "messe", "fairs"),
    Global.TODAY: ("heute", "today"),
    Global.MATCHES: ("treffer", "matches"),
    Global.VACANCIES: (
        "stellen", "vacancies", "stellen suchen", "stellen ansehen", "search vacancies",
    ),
    Global.SAVED: ("gemerkt", "gemerkte stellen", "merkliste", "saved", "saved vacancies"),
    Global.VACANCY: ("stelle", "neue stelle", "vacancy"),
    Global.BROADCAST: ("rundruf", "broadcast"),
    Global.SWITCH: ("wechseln", "person wechseln", "switch", "switch person"),
    Global.LANGUAGE: (
        "sprache", "language", "englisch", "english", "english please", "мова", "язык", "dil",
        "لغة", "اللغة",
    ),
    Global.CONNECT: ("verbinden", "chat verbinden", "connect", "connect chats"),
}  # fmt: skip

_LOOKALIKES = {"anmelden", "anmeldung", "ich will mich anmelden"}
"""One letter from a global word, and its opposite."""

_NAMED = re.compile(r"(/\w+)@\w+")  # "/stop@name_of_the_bot", as menus of messengers write it
_COMMAND = re.compile(r"/(\w+)")  # whatever follows a command: it is the command
_POLITE = re.compile(r"^(?:bitte|please) | (?:bitte|please)$")
_REPEATED = re.compile(r"(.)\1{2,}")
_STRIPPED = re.compile(r"[^\w\s/]+")
_TYPO_SCORE = 86


def plain(text: str) -> str:
    """Typed text as it is compared.

    Case, emoji, punctuation, zero-width characters and width ignored.
    """
    text = unicodedata.normalize("NFKC", text[:400]).casefold()
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Mn", "Me"})
    return " ".join(_STRIPPED.sub(" ", text).split())


YES = frozenset(
    ("ja", "jo", "jep", "jup", "ja bitte", "ja gern", "ja gerne", "ja klar", "klar", "na klar",
     "gern", "gerne", "ok", "okay", "einverstanden", "passt", "yes", "yep", "yeah", "sure",
     "так", "да", "evet", "نعم")
)  # fmt: skip
"""How people agree, as ``plain`` writes it."""

NO = frozenset(
    ("nein", "nee", "nö", "noe", "nein danke", "lieber nicht", "no", "nope", "no thanks",
     "ні", "нет", "hayır", "لا")
)  # fmt: skip

_EXACT = {plain(word): meaning for meaning, words in WORDS.items() for word in words}
_TYPO_PROOF = [word for word in _EXACT if len(word) >= 4]


def exact_global(text: str) -> Global | None:
    """The global word or command that the whole message is, politely or not, if any."""
    said = plain(_NAMED.sub(r"\1", text.strip()))
    return _EXACT.get(said.removeprefix("/")) or _EXACT.get(_meant(said))


def nearly_global(text: str) -> Global | None:
    """The global word that the message is but for a typo ("stoppp", "hilffe"), if any."""
    said = _REPEATED.sub(r"\1", _meant(plain(text)))
    if said in _EXACT:
        return _EXACT[said]
    if not 4 <= len(said) <= 30 or said in _LOOKALIKES:
        return None
    best = process.extractOne(said, _TYPO_PROOF, scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE)
    return _EXACT[best[0]] if best else None


def _meant(said: str) -> str:
    """The command that the message begins with, else the message without its courtesy."""
    command = _COMMAND.match(said)
    return command[1] if command else _POLITE.sub("", said)
