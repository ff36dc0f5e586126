"""Short and long forms of one first name, folded: whoever is Elizabeth on the staff page is Liz in a student's words.

A wrong form only sends words to the designee; a missing one hands them to the person they are about.
"""

from collections.abc import Iterable

# Each line: forms that people use for the same name, either way round.
_FORMS = """
abigail abby gail
albert al bert alberto beto
alejandra ale alex sandra
alejandro ale alex jandro
alexander alex xander sasha
alexandra alex lexi sandra
amanda mandy
andrea andy
andrew andy drew andres
angela angie
anthony tony antonio toni
barbara barb barbie
benjamin ben benny benji
carolina caro carol
catherine katherine kathryn kate kathy katie cathy cat kat katy
charles charlie chuck carlos
christina christine chris tina cristina cris
christopher chris topher cristobal
concepcion concha conchita
daniel dan danny dani
daniela dani
david dave davey
deborah deb debbie
dolores lola
donald don donny
edward ed eddie ted teddy eduardo edu lalo
elizabeth liz lizzie beth betty eliza isabel isa
emily em emma
enrique quique kike henry
eugene gene
federico fede fred
fernando fer nando
francisca paca pancha fran
francisco paco pancho francis frank fran kiko
frederick fred freddie
gabriel gabe gabi
gabriela gabi gaby gabrielle
gerald gerry jerry gerardo
gregory greg gregorio goyo
guadalupe lupe lupita
guillermo memo william guille
gustavo gus tavo
harold harry hal
henry hank harry
ignacio nacho
jacob jake jacobo
james jim jimmy jamie jaime
janet jan
jason jay
jeffrey jeff geoff
jennifer jen jenny jenn
jesus chuy
jessica jess jessie
john jon johnny jack juan
jonathan jon johnny
joseph joe joey jose pepe
josefina pepa fina
joshua josh
judith judy
kenneth ken kenny
kimberly kim
lawrence larry lorenzo
leonard leo len lenny leonardo
luis lucho lou louis
manuel manny manolo
manuela manoli
margaret maggie meg peggy marge margarita marga
maria mari mary
matthew matt matty mateo
maximilian max
mercedes merche
michael mike mikey mick miguel
michelle shelly
mohammed muhammad mohamed mo
natalie nat natalia nati
nathaniel nathan nate nat
nicholas nick nicky nicolas nico
pamela pam
patricia pat patty trish tricia pati
patrick pat paddy patricio
peter pete pedro
philip phil felipe
rachel rach raquel
raymond ray ramon
rebecca becky becca
richard rick ricky rich dick ricardo
robert bob bobby rob robbie roberto beto
roberta bobbie
ronald ron ronnie
rosario charo
samantha sam sammy
samuel sam sammy
santiago santi chago
sebastian seb sebas
stephanie steph
stephen steven steve esteban
susan sue susie susana
teresa theresa tere terry
theodore ted teddy theo
thomas tom tommy tomas
timothy tim timmy
valentina vale
valeria vale
veronica vero ronnie
vicente chente vincent vince
victoria vicky vic tori
william will bill billy liam
zachary zach zack
"""


def _read(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        forms = frozenset(line.split())
        for form in forms:
            found[form] = found.get(form, frozenset()) | forms
    return found


_OF = _read(_FORMS.split("\n"))


def other_forms(first: str) -> frozenset[str]:
    """What else a person of this first name may be called. Folded on both sides."""
    return _OF.get(first, frozenset()) - {first}
