"""From the passages of a mail to its sentences, each with what the language model hears in it."""

from collections.abc import Mapping, Sequence

from intake.domain import Passage, Reading, Sentence, Source
from intake.mail.inline import with_what_is_counted
from intake.mail.quoting import quotes_letter
from intake.nlp.model import DutchModel
from intake.nlp.sentences import split_sentences

_OWN = (Source.SUBJECT, Source.BODY, Source.FORWARDED, Source.ATTACHMENT)
_MOST_SENTENCES = 300
Heard = tuple[Mapping[str, float], ...]


def read(found: Sequence[Passage], language: DutchModel | None) -> Reading:
    """The sender's own sentences, each with what the model thinks of it; signature and history apart."""
    told = with_what_is_counted(found)
    texts = [(text, p) for p in told if p.source in _OWN for text in split_sentences(p.text)][
        :_MOST_SENTENCES
    ]
    words = [text for text, _ in texts]
    nothing: Heard = ({},) * len(texts)
    acts, fates = (language.acts(words), language.fates(words)) if language else (nothing, nothing)
    sentences = tuple(
        Sentence(text, p.source, p.name, said, became)
        for (text, p), said, became in zip(texts, acts, fates, strict=True)
    )
    signature = "\n".join(p.text for p in found if p.source is Source.SIGNATURE)
    quoted = "\n".join(p.text for p in found if p.source is Source.QUOTED)
    return Reading(sentences, signature, quoted, quotes_letter(quoted), language.version if language else "")
