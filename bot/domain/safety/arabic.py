"""Arabic phrases of distress, standard and Levantine, some in Latin letters (3arabizi)."""

from bot.domain.safety.book import Book

DANGER = """
اريد/بدي/ابي/ابغى/عايز/عاوز ان? اموت/الموت/موت
لا/ما/مش/مو اريد/بدي/ابي/عايز … اعيش/عيش/الحياة
نفسي اموت/موت
انتحار/انتحر/الانتحار/انتحاري
اقتل/قتل/بقتل/اقتلت نفسي/حالي
badi/bedi/biddi/bade/uridu an? amout/mout/moot/amut/amoot
ma badi/bedi/biddi … 3ish/aish
"""

ABUSE = """
يضربني/بيضربني/يضربوني/ضربني/بضربني/تضربني
اغتصبني/اغتصاب/تحرش~/يتحرش
yadrebni/yedrebni/byedrobni/byidrobni/bidrobni
"""

DISTRESS = """
اؤذي/اذي/اجرح/بجرح نفسي/حالي
اكره/بكره نفسي/حالي/حياتي
ما عاد اتحمل/فيني
لا استطيع التحمل
"""

BOOK = Book(DANGER, ABUSE, DISTRESS)
