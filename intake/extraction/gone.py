"""Words that say that something told before is gone: it falls away, does not go on, was lost, is taken back, or may be struck.

Pieces for larger expressions, all without groups that catch; who reads them says beside which words they hold.
"""

# "De bijgebouwen vallen helaas af", "komt te vervallen"; not "valt kleiner uit".
FALLS = (
    r"(?:v(?:alt|allen|iel|ielen) (?:(?!kleiner|groter|lager|hoger|anders|minder|ruimer)[\w']+ ){0,3}(?:af|weg|uit|buiten)|"
    r"(?:af|weg|uit)(?:ge)?vall?(?:en|t)|(?:te )?verval(?:t|len))\b"
)
STOPS = (
    r"(?:ga(?:at|an) (?:\w+ ){0,3}niet (?:\w+ )?door|(?:kan|kunnen|zal|zullen) (?:\w+ )?niet door ?gaan|"
    r"wordt (?:hem|het|'m) niet|word(?:t|en) (?:niets|niks)|van (?:tafel|de baan)|streep (?:er ?)?door|"
    r"afge(?:blazen|ketst)|(?:ge)?schrapt)\b"
)
# To others, or to fire.
LOST = r"(?:verkocht|(?:uit|af)gebrand)\b"
# "De eigenaar trekt zich terug", "haakt toch af", "zien wij van af".
LEAVES = (
    r"(?:tr(?:ek(?:t|ken)|ok(?:ken)?) (?:\w+ ){0,3}(?:zich )?(?:in|terug)|(?:in|terug)getrokken|haak(?:t|en|te|ten) (?:\w+ ){0,3}af|"
    r"afgehaakt|zie(?:n|t)? (?:\w+ ){0,3}(?:(?:er)?van af|af van))\b"
)
# What VNG may do with it.
STRUCK = (
    r"(?:kun(?:t|nen) (?:u|jullie|je)\b[^.;]{0,60}\b(?:schrappen|doorhalen|doorstrepen|wegstrepen|weghalen|vergeten)|"
    r"doorgehaald|doorgestreept|weggestreept|gummen)\b"
)
GONE = rf"(?:{FALLS}|{STOPS}|{LEAVES}|{STRUCK})"
