"""On whose behalf a mail is written. All people and events are invented; the sentences are the tests' own."""

import pytest

from intake.domain import Address, Reading, Sentence, Source
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.municipalities import Behalf, on_behalf_of


def behalf(
    gazetteer: Gazetteer, sender: str, text: str, *, outsider: bool = False, signature: str = ""
) -> Behalf:
    """`sender` is "Name <address>"; the first line of `text` is the subject, "+" marks an offer, "#" a line of an attachment."""
    name, _, email = sender.rpartition("<")
    subject, *lines = text.strip().split("\n")
    sentences = [Sentence(subject, Source.SUBJECT)]
    for line in lines:
        source = Source.ATTACHMENT if line.startswith("#") else Source.BODY
        sentences.append(
            Sentence(line.lstrip("+# "), source, "", {"pledge": 0.9} if line.startswith("+") else {})
        )
    reading = Reading(tuple(sentences), signature)
    return on_behalf_of(Address(name.strip(), email.strip("<> ")), reading, gazetteer, outsider=outsider)


OWN = [
    ("a@losser.nl", "opvang\n+Wij bieden twee losse jongens uit Ter Apel een kamer.", ["Losser"]),
    ("a@best.nl", "aantallen\n+best 7, eindhoven 3", ["Best", "Eindhoven"]),
    ("a@ouder-amstel.nl", "plekken\n+Ouderkerk 5 en Duivendrecht 8.", ["Ouder-Amstel"]),
    ("a@overijssel.nl", "cijfers\n+Borne 55\n+Losser 87\nHet betreft de opgave per gemeente.", []),
    ("a@renkum.nl", "opvang\n+Wij bieden vier plekken in Oosterbeek.", ["Renkum"]),
    ("a@post.zeist.nl", "aanbod\n+Wij doen er vier.", ["Zeist"]),
    ("a@gemeente-oldambt.nl", "vraag\nHoe werkt dit?", ["Oldambt"]),
    ("a@maasgouw.nl", "vraag\nHoe werkt dit?", ["Maasgouw"]),
    ("a@utrecht.nl", "vraag\nDe provincie Utrecht wil van ons weten hoe het zit.", ["Utrecht"]),
    ("a@groningen.nl", "aanbod\n+Dertig plekken, los van wat Ter Apel al draagt.", ["Groningen"]),
    ("a@bronckhorst.nl", "aanbod\n+In Hengelo (Gld) zijn twee woningen vrij.", ["Bronckhorst"]),
    ("a@gemeentealtena.nl", "aanbod\n+In Rijswijk komt de pastorie vrij, voor acht mensen.", ["Altena"]),
    (
        "a@gouda.nl",
        "hulp\nNet als in Waddinxveen en Zuidplas dreigt onrust. De politie uit Rotterdam is gewaarschuwd.",
        ["Gouda"],
    ),
    (
        "a@meppel.nl",
        "x\n+Wij kunnen 6 plekken bieden. Onze buurgemeente Staphorst heeft er 4, zo las ik in de krant.",
        ["Meppel"],
    ),
    (
        "a@delft.nl",
        "x\n+Ter vergelijking: Gouda levert er 30 en Zoetermeer 15.\n+Wij doen er negen.",
        ["Delft"],
    ),
    (
        "a@delft.nl",
        "x\n+In de krant las ik dat Gouda er 30 levert en Zoetermeer 15.\n+Wij doen er negen.",
        ["Delft"],
    ),
    (
        "a@delft.nl",
        "Delft, Schiedam en Zoetermeer\n+De raad van Schiedam beslist na de zomer en Zoetermeer schrijft u zelf.\n"
        "+Voor Delft zijn het er 5.",
        ["Delft"],
    ),
    ("a@weert.nl", "x\nDe rechtbank in Roermond heeft ons gelijk gegeven.", ["Weert"]),
    ("a@elburg.nl", "x\nBeste Buren van Oldebroek en Nunspeet,\n+Wij bieden 3 plekken.", ["Elburg"]),
    ("a@sluis.nl", "x\nGraag een gesprek met collega's uit Terneuzen die dit al deden.", ["Sluis"]),
]
TOGETHER = [
    (
        "a@losser.nl",
        "aanmelding\n+Mede namens Oldenzaal en Dinkelland meld ik u 12 plekken.",
        ["Losser", "Oldenzaal", "Dinkelland"],
    ),
    (
        "a@putten.nl",
        "x\n+Namens de gemeenten Putten, Ermelo en Nijkerk bied ik u 18 plekken aan.",
        ["Putten", "Ermelo", "Nijkerk"],
    ),
    ("a@urk.nl", "x\n+Niet namens Dronten, alleen namens Urk: vier plekken.", ["Urk"]),
    (
        "a@epe.nl",
        "x\n+Wij schrijven ook namens Heerde: Epe 6 en Heerde 4. Hattem doet niet mee.",
        ["Epe", "Heerde"],
    ),
    (
        "a@wijdemeren.nl",
        "opgave\n+Wijdemeren: zes plekken.\n+Hilversum: negen plekken.",
        ["Wijdemeren", "Hilversum"],
    ),
    ("a@haarlem.nl", "Zandvoort\n+Het college van Zandvoort stelt zes plekken beschikbaar.", ["Zandvoort"]),
    ("a@haarlem.nl", "aanbod\n+Wij stellen 40 plekken beschikbaar.", ["Haarlem"]),
    ("a@amstelveen.nl", "vraag namens Aalsmeer\nWat mag?", ["Aalsmeer"]),
    ("a@amstelveen.nl", "vraag\nIk mail u vandaag voor Aalsmeer. Tot wanneer kan het?", ["Aalsmeer"]),
    (
        "a@gennep.nl",
        "Gennep & Boxmeer: wat mag er?\nTot wanneer kunnen wij antwoorden?",
        ["Gennep", "Land van Cuijk"],
    ),
    ("a@beesel.nl", "x\n+beesel 8, horst aan de maas 5.", ["Beesel", "Horst aan de Maas"]),
    ("a@laren.nl", "x\n+Laren vindt er vier.\n+Huizen vindt er zes.", ["Laren (NH.)", "Huizen"]),
]
BESIDE = [
    ("a@leudal.nl", "x\n+Leudal doet er zeven.\n+Roermond beloofde er twintig.", ["Leudal"]),
    ("a@leudal.nl", "x\n+Leudal doet er zeven.\n+Weert heeft er naar ik hoor negen.", ["Leudal"]),
    ("a@leudal.nl", "x\n+Leudal neemt 5 mensen op die nu in Weert wonen.", ["Leudal"]),
    ("a@leudal.nl", "x\n+Leudal doet er zeven.\n+Weert heeft er zes apart gemaild.", ["Leudal"]),
]
JOINT = [
    (
        "a@meerinzicht.nl",
        "x\n+Ermelo biedt 6 plekken.\nHarderwijk reageert zelf en Zeewolde doet niet mee.",
        ["Ermelo"],
    ),
    (
        "a@meerinzicht.nl",
        "x\n+Namens de drie gemeenten bieden wij 30 plekken aan.",
        ["Ermelo", "Harderwijk", "Zeewolde"],
    ),
    (
        "a@debuch.nl",
        "x\n+Bergen: 12\n+Castricum: 8\n+Heiloo: 0\n+Uitgeest: geen",
        ["Bergen (NH.)", "Castricum"],
    ),
    ("a@werkzaakrivierenland.nl", "x\n+Buren 5, Tiel 10.", ["Buren", "Tiel"]),
    ("a@noaberkracht.nl", "Vraag van de gemeente Tubbergen\nHoe zit het met de kosten?", ["Tubbergen"]),
    ("a@vrijsselland.nl", "x\nOp verzoek van de burgemeester van Ommen vraag ik u om advies.", ["Ommen"]),
    ("a@overijssel.nl", "x\nHoe verhoudt dit zich tot de regietafel? Luttenbergstraat 2, Zwolle", []),
    (
        "a@provincie-utrecht.nl",
        "x\n+Namens de gemeenten Bunnik en Zeist geef ik door: Bunnik 4, Zeist 20.",
        ["Bunnik", "Zeist"],
    ),
    ("a@coa.nl", "x\nIn Budel en Ter Apel zitten nog 40 mensen die aan Goirle zijn gekoppeld.", []),
    ("a@peelgemeenten.nl", "x\n+Asten\t5\n+Someren\t6\n+Deurne\t-", ["Asten", "Someren"]),
    (
        "a@peelgemeenten.nl",
        "x\nGemeente\tHard\tOnder voorbehoud\n+Asten\t5\t-\n+Someren\t-\t6\n+Deurne\t-\t-",
        ["Asten", "Someren"],
    ),
    (
        "a@peelgemeenten.nl",
        "x\nWij werken voor Asten, Someren en Deurne.\n+Asten: 5 plekken\n+Someren: 6 plekken\nDeurne beraadt zich nog.",
        ["Asten", "Someren"],
    ),
    (
        "a@orioniswalcheren.nl",
        "x\nWij begeleiden mensen in Veere, Middelburg en Vlissingen. De drie wethouders willen weten wat mag.",
        ["Middelburg (Z.)", "Veere", "Vlissingen"],
    ),
    (
        "a@westfriesland.example",
        "x\n+Hoorn: tien plekken.\n+Opmeer: twee plekken.\nHet secretariaat",
        ["Hoorn", "Opmeer"],
    ),
    (
        "a@meerinzicht.nl",
        "x\nWij werken voor Ermelo, Harderwijk en Zeewolde. Onze drie wethouders aarzelen.\nZeewolde heeft 12 huizen, vol.",
        ["Ermelo", "Harderwijk", "Zeewolde"],
    ),
]
PRIVATE = [
    (
        "Jan <jan@gmail.com>",
        "x\n+Hier Jan, wethouder in Pijnacker-Nootdorp: wij doen er acht.",
        ["Pijnacker-Nootdorp"],
    ),
    (
        "Els <els@ziggo.nl>",
        "aanbod\n+Werkmail doet het niet. Wij als gemeente Goirle bieden tien plekken.",
        ["Goirle"],
    ),
    ("Gemeente Best <info@mailing.example>", "aanbod\n+Wij bieden tien plekken.", ["Best"]),
    ("Piet van Buren <piet@gmail.com>", "vraag\nWaarom komen er bij ons in Enter zoveel mensen wonen?", []),
    ("K. <k@hotmail.com>", "zorgen\nIk woon in Wageningen en wil weten wat de gemeente Wageningen doet.", []),
    ("Redactie <r@dagblad.example>", "vragen\nHeeft de gemeente Almelo al plekken aangemeld?", []),
    ("W. <w@wonenwest.example>", "vraag\nWij hebben in de gemeente Delft 12 woningen. Wat mag?", []),
    ("W. <w@wonenwest.example>", "aanbod\n+Namens de gemeente Delft melden wij 12 woningen.", ["Delft"]),
    (
        "T. <t@projectbureau.example>",
        "aanbod\n+In opdracht van het college van Landerd meld ik 8 plekken.",
        ["Maashorst"],
    ),
]

MORE = [
    (
        "Marja <marja@gmail.com>",
        "plekken\n+Wij kunnen in Weesp vijf statushouders plaatsen.\nMarja de Wit, wethouder Weesp",
        ["Amsterdam"],
    ),
    ("gem. Brielle <x@outlook.com>", "aanbod\n+Wij bieden 5 plekken aan.", ["Voorne aan Zee"]),
    (
        "P <p@outlook.com>",
        (
            "Aanmelding gemeente Oldambdt\n+Wij melden 5 plekken aan.\nP. Smit, beleidsadviseur gemeente "
            "Oldambdt"
        ),
        ["Oldambt"],
    ),
    (
        "P <p@outlook.com>",
        (
            "Aanmelding\n+De gemeente Utrechtse heuvelrg meldt 5 plekken aan.\nP. Smit, beleidsadviseur "
            "gemeente Utrechtse Heuvelrg"
        ),
        ["Utrechtse Heuvelrug"],
    ),
    ("P <p@outlook.com>", "Aanmelding\n+Gemeente Bergen meldt 5 plekken aan.", []),
    ("P <p@outlook.com>", "Aanmelding\n+Gemeente Bergen (Limburg) meldt 5 plekken aan.", ["Bergen (L.)"]),
    (
        "P <p@outlook.com>",
        "Aanmelding\n+Gemeente Bergen meldt 5 plekken aan, in Egmond aan Zee en Schoorl.",
        ["Bergen (NH.)"],
    ),
    (
        "P <p@outlook.com>",
        "Aanmelding uit Bergen NH\n+De gemeente meldt 5 plekken aan.\nP. Smit, beleidsadviseur",
        ["Bergen (NH.)"],
    ),
    (
        "P <p@ziggo.nl>",
        "plekken in De Fryske Marren\n+As gemeente De Friese Meren bieden wij acht plekken in Joure aan.",
        ["De Fryske Marren"],
    ),
    ("Burgemeester van Wijchen <b@gmail.com>", "x\n+Wij bieden 5 plekken.", ["Wijchen"]),
    ("Jan van Wijchen <b@gmail.com>", "x\nWat kost dat allemaal?", []),
    (
        "bestuur <b@vrhaaglanden.nl>",
        "onrust Rijswijk\nDe burgemeester van Rijswijk heeft ons gevraagd u te benaderen voor advies.",
        ["Rijswijk (ZH.)"],
    ),
    (
        "bestuur <b@vrtwente.nl>",
        "Overzicht\n+Hengelo: 12 plekken\n+Borne: 3\n+Almelo: geen aanbod\n+Wierden: volgt later\nTotaal: 15",
        ["Hengelo (O.)", "Borne", "Wierden"],
    ),
    (
        "secr <b@regiorivierenland.nl>",
        (
            "Overzicht\n#Gemeente\tAantal\tStatus\n#Buren\t6\tvast\n#Tiel\t15\tvast\n#Neder-Betuwe\t-\tdoet "
            "niet mee\n#Zaltbommel\t0\t\n#West Betuwe\t9\tonder voorbehoud\n#Totaal\t30\t"
        ),
        ["Buren", "Tiel", "West Betuwe"],
    ),
    (
        "x <x@noordwijk.nl>",
        "Aanmelding\n+Wij bieden twaalf plekken. Katwijk en Hillegom zijn nog in overleg.",
        ["Noordwijk"],
    ),
    (
        "x <x@noordwijk.nl>",
        (
            "Aanmelding\n+Noordwijk biedt twaalf plekken. Samen met Katwijk en Hillegom trekken we op, maar "
            "die melden zelf."
        ),
        ["Noordwijk"],
    ),
    (
        "x <x@dongen.nl>",
        "Namens Dongen, Oosterhout en Drimmelen\n+Dongen: 4, Oosterhout: 12, Drimmelen: 5",
        ["Dongen", "Oosterhout", "Drimmelen"],
    ),
    (
        "x <x@dongen.nl>",
        (
            "gezamenlijk aanbod\n+De colleges van Dongen, Oosterhout en Drimmelen hebben besloten samen 21 "
            "plekken aan te bieden."
        ),
        ["Dongen", "Oosterhout", "Drimmelen"],
    ),
    (
        "x <x@dongen.nl>",
        "aanbod\n+Samen met de gemeente Oosterhout bieden wij 21 plekken aan (Dongen 4, Oosterhout 17).",
        ["Dongen", "Oosterhout"],
    ),
    (
        "x <x@dongen.nl>",
        "vraag\nIs het waar dat de gemeente Oosterhout 17 plekken heeft aangemeld?",
        ["Dongen"],
    ),
    ("x <x@dongen.nl>", "aanbod\n+Wij huren daarvoor 12 kamers in een hotel in Oosterhout.", ["Dongen"]),
    (
        "x <x@dongen.nl>",
        (
            "Fwd: aanbod\n+Namens het college van burgemeester en wethouders van Dongen deel ik u mee dat 4 "
            "plekken beschikbaar komen."
        ),
        ["Dongen"],
    ),
    (
        "De heer Best <best@kpnmail.nl>",
        "vraag\nIk ben inwoner van Houten. Waarom moet Houten 30 mensen opnemen?",
        [],
    ),
    (
        "Raadslid <a@partijlokaal.example>",
        (
            "vraag\nAls fractie in de gemeenteraad van Leusden willen wij weten wat het college van Leusden "
            "heeft aangeboden."
        ),
        [],
    ),
    (
        "Provincie Zeeland <a@zeeland.nl>",
        (
            "overzicht\n+Hierbij de toezeggingen: Goes 10, Tholen 6 en Hulst 8. Sluis en Terneuzen hebben "
            "nog niets laten weten."
        ),
        ["Goes", "Tholen", "Hulst"],
    ),
    (
        "Provincie <a@prvlimburg.nl>",
        (
            "toezicht\nDe gemeenten Venlo, Roermond en Weert lopen achter met hun taakstelling. Hoe gaat u "
            "daarmee om?"
        ),
        [],
    ),
    (
        "secr <secr@kempengemeenten.nl>",
        "vraag\nNamens de Kempengemeenten vraag ik u hoe het zit met de kosten.",
        ["Bergeijk", "Bladel", "Eersel", "Oirschot", "Reusel-De Mierden"],
    ),
    ("secr <secr@kempengemeenten.nl>", "vraag\nHoe zit het met de kosten?", []),
    (
        "secr <secr@dewoldenhoogeveen.nl>",
        "vraag\nVoor de gemeente Hoogeveen wil ik graag weten wat mag.",
        ["Hoogeveen"],
    ),
    (
        "secr <secr@hltsamen.nl>",
        "intrekking Lisse\nHelaas trekt Lisse de eerder toegezegde zes plekken in.",
        ["Lisse"],
    ),
    (
        "secr <secr@hltsamen.nl>",
        "Lisse doet niet mee\nHet college van Lisse ziet af van deelname.",
        ["Lisse"],
    ),
    (
        "secr <secr@hltsamen.nl>",
        (
            "bijstelling\nVoor Teylingen wordt het 9 in plaats van 12. De aantallen van Lisse en Hillegom "
            "blijven gelijk."
        ),
        ["Teylingen"],
    ),
    ("Anna <anna@stichting-vluchteling.example>", "hulp\nWij helpen in Ede en Wageningen veel gezinnen.", []),
    ("x <x@gemeente.emmen.nl>", "hulp\nKomt er iemand langs?", ["Emmen"]),
    ("x <x@denhaag.nl>", "hulp\nGraag advies.", ["'s-Gravenhage"]),
    ("x <x@s-hertogenbosch.nl>", "hulp\nGraag advies.", ["'s-Hertogenbosch"]),
    ("x <x@sudwestfryslan.nl>", "oanbod\n+Wy biede tsien plakken yn Snits.", ["Súdwest-Fryslân"]),
    (
        "Sjoerd <s@hotmail.com>",
        "oanbod\n+Út namme fan de gemeente Noardeast-Fryslân biede wy tsien plakken yn Dokkum.",
        ["Noardeast-Fryslân"],
    ),
    (
        "T <t@icloud.com>",
        "aanbod\n+Gemeente Steenwijkerland - wij kunnen zes mensen huisvesten in Giethoorn.",
        ["Steenwijkerland"],
    ),
    ("T <t@icloud.com>", "aanbod\n+We hebben zes plekken.\nGr, Tineke (gemeente Staphorst)", ["Staphorst"]),
    (
        "T <t@icloud.com>",
        "aanbod\n+We hebben zes plekken.\nTineke, projectleider huisvesting, Staphorst",
        ["Staphorst"],
    ),
    (
        "x <x@vrz.nl>",
        (
            "hulp voor de gemeenten Goes en Kapelle\nIn Goes en Kapelle dreigen demonstraties. De "
            "burgemeesters vragen om een ervaren collega."
        ),
        ["Goes", "Kapelle"],
    ),
    (
        "x <x@alblasserdam.nl>",
        (
            "aanbod\n+Drechtsteden: wij bieden 3, de overige Drechtsteden-gemeenten (Dordrecht 30, "
            "Sliedrecht 5) melden apart."
        ),
        ["Alblasserdam"],
    ),
    ("x <x@beek.nl>", "aanbod\n+Wij bieden 3 plekken.", ["Beek (L.)"]),
    ("x <x@montferland.info>", "aanbod\n+In Beek komen 6 plekken.", ["Montferland"]),
    ("x <x@stichtsevecht.nl>", "aanbod\n+In Maarssen 6 plekken en in Breukelen 4.", ["Stichtse Vecht"]),
    (
        "x <x@laren.nl>",
        "aanbod\n+Blaricum doet ook mee met twee, ik mag dat namens hen melden; wij zelf drie.",
        ["Laren (NH.)", "Blaricum"],
    ),
    ("J <j@gmail.com>", "aanbod\n+Zes plekken, bevestiging volgt.\nmarc.jansen@uithoorn.nl", ["Uithoorn"]),
    (
        "x <x@gorinchem.nl>",
        (
            "aanbod\n+In april hebben wij 20 plekken toegezegd, net als Molenlanden (5) en Vijfheerenlanden "
            "(10). Nu komen er bij ons 4 bij."
        ),
        ["Gorinchem"],
    ),
    (
        "x <x@gorinchem.nl>",
        "vraag\nMolenlanden en Hardinxveld-Giessendam hebben van u al antwoord gehad, wij nog niet.",
        ["Gorinchem"],
    ),
    (
        "x <x@lochem.nl>",
        (
            "ondersteuning\nNa de rellen in Loosdrecht (Wijdemeren) en Den Bosch houden wij ons hart vast. "
            "Burgemeester Sebastiaan van 't Erve van Lochem wil overleg."
        ),
        ["Lochem"],
    ),
    (
        "x <x@eijsden-margraten.nl>",
        "x\n+Wij, Eijsden-Margraten en Vaals, leveren samen 9: Vaals 4 en wij 5.",
        ["Eijsden-Margraten", "Vaals"],
    ),
    (
        "x <x@westland.nl>",
        (
            "Pledge\n+We melden 15 plekken aan. Midden-Delfland, Delft en Schiedam zitten ook in onze regio "
            "maar zij sturen eigen mails."
        ),
        ["Westland"],
    ),
    (
        "x <x@regiogv.nl>",
        (
            "inventarisatie\n+Gooise Meren: 15 plekken (Naarden en Bussum)\n+Huizen: 10 plekken\n+Laren: "
            "2\n+Blaricum: -\n+Wijdemeren: onder voorbehoud 4"
        ),
        ["Gooise Meren", "Huizen", "Laren (NH.)", "Wijdemeren"],
    ),
    (
        "x <x@vrfryslan.nl>",
        (
            "advies gevraagd\nDe gemeenten Smallingerland en Opsterland willen graag advies over een "
            "bewonersavond."
        ),
        ["Smallingerland", "Opsterland"],
    ),
    (
        "x <x@heumen.nl>",
        (
            "Re: actie\n+Bij deze de aanmelding: 5 plekken. Ik heb begrepen dat Beuningen en Wijchen ook "
            "iets doen, maar daar ga ik niet over."
        ),
        ["Heumen"],
    ),
    (
        "x <x@heumen.nl>",
        (
            "namens de regio\n+Namens de gemeenten in het Rijk van Nijmegen: Heumen 4, Beuningen 6, Mook en "
            "Middelaar 2 en Berg en Dal 8. Nijmegen meldt zelf."
        ),
        ["Heumen", "Beuningen", "Mook en Middelaar", "Berg en Dal"],
    ),
    (
        "Wim <wim@xs4all.nl>",
        "boos\nDe burgemeester van Uden moet aftreden, en Nijmegen kan het toch ook?",
        [],
    ),
    ("x <x@uden.nl>", "x\n+We doen 4 plekken", ["Maashorst"]),
    ("x <x@weesp.nl>", "x\n+We doen 4 plekken", ["Amsterdam"]),
    (
        "J. de Boer <j@student.rug.nl>",
        "scriptie\nIk schrijf over de opvang in Westerwolde en Midden-Groningen.",
        [],
    ),
    (
        "Sales <s@flexbouw.example>",
        "aanbod\n+Wij bieden 40 woonunits aan, eerder geleverd aan gemeente Almere en gemeente Zwolle.",
        [],
    ),
    (
        "Woonstichting De Kernen <info@dekernen.example>",
        "vraag\nNamens de gemeente Maasdriel bouwen wij 12 woningen. Hoe zit het met de huur?",
        ["Maasdriel"],
    ),
    (
        "x <x@etten-leur.nl>",
        (
            "x\n+Etten-Leur doet 12. Ook Halderberge en Rucphen hebben mij gevraagd hun aantal door te "
            "geven: Halderberge 6, Rucphen 3."
        ),
        ["Etten-Leur", "Halderberge", "Rucphen"],
    ),
    (
        "x <x@waalre.nl>",
        "x\n+Wij gaan vier statushouders huisvesten, die nu in het azc in Budel (Cranendonck) zitten.",
        ["Waalre"],
    ),
    ("x <x@connectie.nl>", "x\n+Renkum biedt 6 plekken in Oosterbeek en Wolfheze.", ["Renkum"]),
    ("Gemeentesecretaris Zundert <zundert@outlook.com>", "x\n+Zes plekken.", ["Zundert"]),
    (
        "x <x@gmail.com>",
        (
            "aanbod uit Oosterbeek\n+Wij willen vier mensen huisvesten.\nMet groet, Hanneke Vos, "
            "beleidsmedewerker wonen gemeente Renkum"
        ),
        ["Renkum"],
    ),
    ("x <x@dgmeierij.example>", "x\n+Wij, de gemeente Vught, bieden er 12.", ["Vught"]),
    ("x <x@dijkenwaard.nl>", "x\n+Heerhugowaard 6, Langedijk 4", ["Dijk en Waard"]),
    (
        "x <x@werkplein.example>",
        "x\n+Namens Etten-Leur, Zundert en Rucphen: 4, 5 en 6 plekken. Roosendaal en Moerdijk volgen later.",
        ["Etten-Leur", "Zundert", "Rucphen"],
    ),
]


@pytest.mark.parametrize(("sender", "text", "expected"), [*OWN, *TOGETHER, *BESIDE, *JOINT, *PRIVATE, *MORE])
def test_on_whose_behalf(gazetteer: Gazetteer, sender: str, text: str, expected: list[str]) -> None:
    assert sorted(behalf(gazetteer, sender, text).names) == sorted(expected)


def test_two_municipalities_of_one_name_are_a_doubt_and_no_guess(gazetteer: Gazetteer) -> None:
    found = behalf(gazetteer, "P <p@outlook.com>", "Aanmelding\n+De gemeente Bergen meldt 5 plekken aan.")
    assert found.names == ()
    assert found.doubts == ("Bergen kan Bergen (L.) of Bergen (NH.) zijn.",)


def test_a_domain_that_contradicts_the_letter_is_a_doubt(gazetteer: Gazetteer) -> None:
    found = behalf(
        gazetteer, "<a@emmen.nl>", "Aanmelding\n+Namens het college van Coevorden meld ik 5 plekken."
    )
    assert found.names == ("Coevorden",)
    assert found.doubts == ("Het mailadres hoort bij Emmen, maar er wordt geschreven namens Coevorden.",)


def test_a_joint_organisation_that_names_nobody_is_a_doubt(gazetteer: Gazetteer) -> None:
    found = behalf(gazetteer, "<a@duoplus.nl>", "Vraag\nHoe zit het met de kosten?")
    assert found.names == ()
    assert found.doubts == (
        "Niet duidelijk is voor welke gemeente Duo+ schrijft: Diemen of Ouder-Amstel of Uithoorn.",
    )


def test_a_weak_name_in_small_letters_is_one_beside_others(gazetteer: Gazetteer) -> None:
    rows = "opgave\n+berkelland 3 pl.\n+winterswijk 2 pl. mits de eigenaar tekent"
    assert sorted(behalf(gazetteer, "<a@regioachterhoek.nl>", rows).names) == ["Berkelland", "Winterswijk"]


def test_fewer_than_the_mail_says_to_be_for_is_a_doubt(gazetteer: Gazetteer) -> None:
    found = behalf(gazetteer, "<a@oostwest.nl>", "opgave\nNamens de drie gemeenten.\n+Zutphen: 3\n+Lochem: 7")
    assert found.doubts == (
        "Er wordt geschreven namens 3 gemeenten; gevonden zijn alleen Lochem en Zutphen.",
    )


def test_two_equally_likely_municipalities_are_a_doubt(gazetteer: Gazetteer) -> None:
    text = "Aanbod\n+Wij bieden zes plekken.\nKarin Bos, beleidsadviseur gemeente Veere en gemeente Tholen"
    found = behalf(gazetteer, "<k@outlook.com>", text)
    assert found.names == ()
    assert found.doubts == ("De gemeente is niet zeker: Veere of Tholen.",)


def test_a_misspelled_name_alone_is_not_enough(gazetteer: Gazetteer) -> None:
    assert behalf(gazetteer, "<k@outlook.com>", "Vraag\nGaat de gemeente Oldambdt meedoen?").names == ()


def test_an_outsider_writes_for_nobody(gazetteer: Gazetteer) -> None:
    text = "Boos\nGemeente Goirle, wij in Goirle willen dit niet."
    assert behalf(gazetteer, "<k@outlook.com>", text, outsider=True).names == ()


def test_every_choice_comes_with_a_quote(gazetteer: Gazetteer) -> None:
    found = behalf(gazetteer, "<a@epe.nl>", "Aanbod\n+Mede namens Heerde bied ik 8 plekken aan.")
    assert {(e.label, e.witness, e.quote) for e in found.evidence} == {
        ("Epe", "afzenderdomein", "epe.nl"),
        ("Heerde", "namens", "Mede namens Heerde bied ik 8 plekken aan."),
    }


def test_the_domain_and_the_organisation_are_told(gazetteer: Gazetteer) -> None:
    assert behalf(gazetteer, "<a@epe.nl>", "x\ny").own_domain == "Epe"
    organisation = behalf(gazetteer, "<a@duoplus.nl>", "x\ny").organisation
    assert organisation is not None
    assert organisation.name == "Duo+"
