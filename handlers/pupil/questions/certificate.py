"""Which certificate the pupil has or will have: no marks, no certificate is ever uploaded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.domain.people import Certificate
from bot.domain.wishes import Wishes
from bot.i18n import Text, later, say, words
from handlers.pupil.question import Asking, Option, Question


class CertificateQuestion(Question):
    """All certificates of the county pack, from none to the highest."""

    key = "certificate"
    title = later("Abschluss")
    hint = later("Schreib zum Beispiel: Realschule. Oder tippe auf einen Knopf.")
    optional = False
    listens: ClassVar[Mapping[str, str]] = {
        phrase: certificate
        for certificate, phrases in {
            Certificate.NONE: "kein|keinen|noch keinen|keinen abschluss|ohne|ohne abschluss",
            Certificate.ESA: "esa|hauptschule|hauptschulabschluss|hs9|klasse 9"
            "|hauptschulabschluss nach klasse 9|erster schulabschluss",
            Certificate.EESA: "eesa|hauptschulabschluss nach klasse 10|hs10|hauptschule 10"
            "|klasse 10|erweiterter erster schulabschluss",
            Certificate.MSA: "msa|realschule|realschulabschluss|mittlere reife|for"
            "|fachoberschulreife|mittlerer schulabschluss|zehnte klasse realschule",
            Certificate.MSA_Q: "forq|for q|quali|msa q|msa mit qualifikation|mit quali"
            "|realschule mit quali|qualifikation",
            Certificate.FHR: "fhr|fachabi|fachabitur|fachhochschulreife",
            Certificate.ABITUR: "abi|abitur|abitour|hochschulreife|allgemeine hochschulreife",
        }.items()
        for phrase in phrases.split("|")
    }

    def ask(self, asking: Asking) -> Text:
        """The question."""
        return say("Welchen Abschluss hast du? Oder welchen bekommst du bald?")

    def options(self, asking: Asking) -> list[Option]:
        """As they are called in the county; "none" comes last, as the exception."""
        terms = [t for t in asking.region.certificates if t.certificate is not Certificate.NONE]
        none = asking.region.certificate(Certificate.NONE)
        return [Option(term.certificate, words(term.label)) for term in (*terms, none)]

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The certificate's code."""
        return (wishes.certificate,) if wishes.certificate else ()

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the certificate."""
        return replace(wishes, certificate=Certificate(codes[0]) if codes else None)
