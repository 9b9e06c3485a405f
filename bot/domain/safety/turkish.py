"""Turkish phrases of distress."""

from bot.domain.safety.book import Book

DANGER = """
ölmek istiyorum/istiyom
yaşamak istemiyorum/istemiyom
intihar~
kendimi öldür~/asac~
canıma kıy~
"""

ABUSE = """
beni döv~
dayak yiyorum/yiyom
tacize/tecavüze uğra~
taciz etti/ediyor/ediyorlar
tecavüz etti
"""

DISTRESS = """
kendime zarar
kendimi kes~
kendimden nefret
kimse beni sevmiyor
artık dayanamıyorum
dayanamıyorum artık
"""

BOOK = Book(DANGER, ABUSE, DISTRESS)
