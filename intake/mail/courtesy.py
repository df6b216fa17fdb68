"""Is an answer no more than courtesy? "Klopt, dank u wel": it asks nothing, offers nothing and closes nothing."""

import re

# Every word of the answer must be one of these, but for what stands after the closing words.
_WORDS = frozenset(
    "klopt dat dit het is ja juist correct akkoord prima helemaal goed top mooi fijn oké oke ok hartelijk heel erg veel bedankt "
    "dank dankjewel dankuwel dankje u uw jullie je wel voor de snelle uw reactie bericht antwoord bevestiging "
    "ontvangstbevestiging hierbij zo en alvast nogmaals vriendelijk in orde dag beste geachte hallo hoi goedemorgen goedemiddag "
    "heer mevrouw collega collegas vng team lezer allen allemaal fijne prettige dag weekend avond mijn namens ons onze wij ik we "
    "begrepen gezien gelezen ontvangen genoteerd duidelijk zeer mail mailtje deze bij terugkoppeling bericht ontvangst van "
    "klopte kloppen gegevens bevestigd bevestig hiermee zoals beschreven staat er ter kennisgeving aangenomen".split()
)
_CLOSING = re.compile(
    r"\b(?:met vriendelijke groet|vriendelijke groet|hartelijke groet|groeten|groet|mvg|gr\.)", re.IGNORECASE
)
_WORD = re.compile(r"[\w']+")
_MOST_WORDS = 25


def is_courtesy(own_words: str) -> bool:
    """True when nothing but courtesy is said; `own_words` without signature and history."""
    said = _CLOSING.split(own_words, maxsplit=1)[0]
    words = [word.casefold().replace("'", "") for word in _WORD.findall(said)]
    names = _names(said)
    return 0 < len(words) <= _MOST_WORDS and all(word in _WORDS or word in names for word in words)


def _names(text: str) -> frozenset[str]:
    """A name after a greeting, or alone on the last line."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    greeted = re.match(r"(?i)(?:beste|geachte|hallo|hoi|dag)\s+([^,.!\n]{1,60})", lines[0]) if lines else None
    found = greeted[1] if greeted else ""
    if len(lines) > 1 and re.fullmatch(
        r"(?:[A-Z][\w.'-]*|van|de|der|den)(?: (?:[A-Z][\w.'-]*|van|de|der|den)){0,4}", lines[-1]
    ):
        found += " " + lines[-1]
    return frozenset(word.casefold() for word in _WORD.findall(found))
