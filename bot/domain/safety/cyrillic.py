"""Ukrainian and Russian phrases of distress, some in Latin letters as young people write them."""

from bot.domain.safety.book import Book

DANGER = """
хочу умереть/сдохнуть/померти/вмерти/здохнути
хочется умереть/сдохнуть
не хочу … жить/жити
жить/жити … не хочу
не хочеться/хочется жити/жить
покончить/покончу/покінчити/покінчу … собой/жизнью/собою/життям
убью/убить/вбити/вбю/убю себя/себе
суицид~/суїцид~/самоубий~/самогуб~
hochu/xochu umeret/sdohnut/sdoxnut/pomerty/vmerty
ne hochu/xochu … zhit/jit/zhyty/zhity
"""

ABUSE = """
меня/мене/мну … бьют/бьёт/бють/бє/избивают/избивает/насилует/насилуют
бьёт/бьют/бє/бють/избивает/избивают меня/мене
изнасилов~/зґвалт~
menya/mene … byut/biut/byot/bjut/izbivayut
"""

DISTRESS = """
режу себя/руки/вены
ріжу себе/руки/вени
порезать/порізати … вены/вени/себя/себе
ненавижу/ненавиджу себя/себе
ненавижу/ненавиджу свою/своє жизнь/життя
больше не могу … так
rezhu sebya
"""

BOOK = Book(DANGER, ABUSE, DISTRESS)
