"""The floor for the language engine: what a dozen obvious words and one pattern make of a mail, as anybody would start."""

import re
from collections.abc import Mapping
from typing import Any

from intake.domain import Label, QuestionTopic, SupportType
from intake.extraction.gazetteer import Gazetteer
from intake.mail.parse import parse

_LABELS = {
    Label.PLACE_PLEDGE: r"bieden|beschikbaar|toezegg|extra plekken",
    Label.SUPPORT_REQUEST: r"ondersteuning|hulp|onrust",
    Label.QUESTION: r"\?|\bvraag\b|vragen",
}
_SUPPORT = {
    SupportType.COMMUNICATIE: r"communicatie|bewoners|pers\b",
    SupportType.OPENBARE_ORDE_VEILIGHEID: r"veiligheid|openbare orde|politie",
    SupportType.JURIDISCH: r"juridisch|bezwaar",
    SupportType.BESTUURLIJK: r"bestuur|raad|wethouder",
    SupportType.ERVAREN_PROFESSIONALS: r"ervaren|professional|collega",
}
_TOPICS = {
    QuestionTopic.BEKOSTIGING: r"kosten|geld|vergoed",
    QuestionTopic.MAATWERK: r"maatwerk|uitzondering",
    QuestionTopic.KOPPELING_COA: r"koppel|\bcoa\b",
    QuestionTopic.REGELING_HUISVESTING: r"regeling|huur",
    QuestionTopic.SPREIDINGSWET: r"spreidingswet",
    QuestionTopic.PROCEDURE: r"termijn|wanneer|hoe meld",
}
_AMOUNT = re.compile(r"\b(\d{1,4})\s+(?:extra\s+)?(plekken|plaatsen|bedden|woningen|personen|statushouders)")
_MACHINE = re.compile(r"automatisch antwoord|out of office|afwezig|undeliver|onbestelbaar")


def by_keywords(raw: bytes, gazetteer: Gazetteer) -> Mapping[str, Any]:
    """The answer of the baseline, in the keys of `examine --jsonl`."""
    mail = parse(raw)
    text = f"{mail.subject}\n{mail.text}"
    low = text.lower()
    machine = bool(_MACHINE.search(low))
    labels = [] if machine else _found(_LABELS, low)
    town = gazetteer.of_domain(mail.sender.domain) if mail.sender else None
    towns = [town] if town else [m.municipalities[0] for m in gazetteer.find(text)[:1] if m.municipalities]
    amount = _AMOUNT.search(low) if Label.PLACE_PLEDGE in labels else None
    pledge = (
        {"municipality": next(iter(towns), None), "unit": amount[2], "places": int(amount[1])}
        if amount
        else {}
    )
    return {
        "labels": labels or [Label.OTHER],
        "primary": next(iter(labels), Label.OTHER),
        "municipality": towns,
        "pledges": [pledge] if pledge else [],
        "support_types": _found(_SUPPORT, low) if Label.SUPPORT_REQUEST in labels else [],
        "question_topics": _found(_TOPICS, low) if Label.QUESTION in labels else [],
        "urgency": "high" if "spoed" in low else "normal",
        "auto_reply": machine,
        "should_ack": bool(labels),
        "is_reply_to_thread": bool(mail.in_reply_to),
    }


def _found(patterns: Mapping[Any, str], text: str) -> list[str]:
    return [str(name) for name, pattern in patterns.items() if re.search(pattern, text)]
