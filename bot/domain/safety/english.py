"""English phrases of distress, as young people type them."""

from bot.domain.safety.book import Book

_KIN = "dad/father/mom/mum/mother/parents/brother/stepdad/stepfather/uncle/boyfriend"
_WANT = "want/wanted/wanna"

DANGER = f"""
suicide/suicidal/unalive/unaliving
kill/killing/hang/shoot/drown myself
kill/killing my/me self
gonna/wanna kms
^ kms $
{_WANT} to/2? die
{_WANT} … be dead
wish i was/were/be dead
wish i was/were never born
wish i wasnt/werent alive/here
end/ending my life
end it all
take/taking my own? life
dont/not want to? exist
dont/not want to live
dont/not want to be alive
dont/not want to be here anymore
dont/not want to? live/wake … anymore/up/longer
dont/not wanna live/exist
dont/not wanna be … anymore/alive/here
reason to live
nothing to live for
life … not/isnt worth
better off dead/without me
jump … off/from … bridge/roof
jump … in front of … train
"""

ABUSE = f"""
{_KIN}/he/she/they … hits/hit/beats/beat/hitting/beating/abuses/abuse/abused me
{_KIN}/he/she/they … threatens/chokes/hurts me
raped/rapes/molests/molested me
being/been/was/am/im/get/got/getting abused/raped/molested/bullied
being/been/was/am/im/get/getting beaten … by/at/home/every/again
bully/bullies/bullying me
someone/he/man/teacher/uncle/coach … touched/touches me
touches/touched me … there/private/inappropriately/dont
scared/afraid of my {_KIN}
afraid/scared to go home
forced/forcing … marriage
forcing/forced/forces me to marry/have
"""

DISTRESS = """
cut/cutting/hurt/hurting/harm/harming/starve/starving myself
cutting again
self harm/harming
selfharm~
hate my life/self
hate myself
feel/feeling/am/im … worthless
want to disappear
cant go on … anymore/longer
cant go on $
cant take/do it/this anymore
nobody/noone loves/likes/needs/understands me
nobody/noone would/will miss me
nobody/noone would care
im/am so? … depressed/hopeless
run/running/ran away from home
kicked/threw me out … home/house
"""

EVERYDAY = """
suicide squad/prevention
reason to live in/here/near
beats/beat me to/too
beats/beat/hits me at/in chess/fifa/games/gaming/soccer/football/math/everything
hits/hit me up/with
cut myself … shaving/cooking/paper/slice/some/a/off
killing myself laughing
"""

BOOK = Book(
    DANGER,
    ABUSE,
    DISTRESS,
    EVERYDAY,
    misspelt={"want": "wnat wan", "dont": "dnt"},
    split={"no one": "noone"},
)
