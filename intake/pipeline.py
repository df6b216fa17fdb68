"""examine(): one message in, one Outcome out. Pure: no database, no network, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial

from intake.classification.rulebook import Rulebook, load_rulebook
from intake.classification.weighing import classify
from intake.classification.weights import Weights, default_weights, load_weights
from intake.content import models_dir, rules_dir
from intake.domain import (
    Address,
    Classification,
    Extraction,
    Label,
    Outcome,
    ParsedMail,
    Passage,
    Pledge,
    Reading,
    Screening,
    ScreeningVerdict,
    Sentence,
    Source,
    Trust,
)
from intake.extraction.amounts import CountingRules, load_counting
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.joint import still_written_for
from intake.extraction.municipalities import Behalf, on_behalf_of
from intake.extraction.news import find_news
from intake.extraction.places import PledgeReader
from intake.extraction.remarks import find_remarks
from intake.extraction.retelling import retelling
from intake.extraction.second_look import missed, unsettled
from intake.extraction.senders import Sender, read_sender
from intake.mail.courtesy import is_courtesy
from intake.mail.parse import parse
from intake.mail.reply import is_reply_to_us
from intake.mail.screening import screen
from intake.mail.screening_rules import screening_rules
from intake.mail.ties import ties_of
from intake.mail.trust import Acquaintances, Claim, trust_of
from intake.nlp.learned import active_model
from intake.nlp.linguistic import LinguisticModel, load_linguistic
from intake.nlp.model import DutchModel, load_model
from intake.reading import read
from intake.second_reader import ReadsPledges, likeliest, pledge_reading
from intake.settings import Settings
from intake.unwrapping import passages_of, unwrap

_PLAINLY = 0.95
_SURELY = 0.7
_FEW_WORDS = 40
_PERSON = Screening(ScreeningVerdict.ANSWER, "De mail vraagt of biedt iets: dat doet een persoon.")
_GUIDELINE = "De gemeente verwijst naar het richtgetal van VNG; vraag om hoeveel plekken het gaat."
_TOO_BIG = "Het bericht was te groot om geheel op te halen; alleen het begin is gelezen."


@dataclass(frozen=True)
class Examiner:
    """Everything that is loaded once: rules, weights, gazetteer and the language model (None: the rules alone).

    `reads_pledges`: the rules alone, or those with a second reader of the numbers beside them.
    """

    rules: Rulebook
    weights: Weights
    gazetteer: Gazetteer
    counting: CountingRules
    language: DutchModel | None
    own_addresses: frozenset[str]
    authserv_ids: tuple[str, ...] = ()
    linguistic: LinguisticModel | None = None
    reads_pledges: ReadsPledges = PledgeReader.read

    @cached_property
    def circle(self) -> Acquaintances:
        """Whom we know by their mail domain, and whose word we take for it."""
        bodies = {domain: body.name for domain, body in self.gazetteer.organisation_domains.items()}
        towns = {domain: f"gemeente {name}" for domain, name in self.gazetteer.domains.items()}
        return Acquaintances(self.authserv_ids, bodies | towns, self.rules.webmail)

    @property
    def model(self) -> str:
        """The version of the language model that stands in every verdict."""
        return self.language.version if self.language else "geen"

    @property
    def rulebook(self) -> str:
        """The digest of the rules that stands in every verdict."""
        return self.rules.digest

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        """What one message says. `mailbox` is the address that it came to. Raises UnreadableMessageError."""
        unwrapped = unwrap(parse(raw))
        mail = unwrapped.mail
        found, file_doubts = passages_of(unwrapped)
        reading = self._with_persons(read(found, self.language))
        writer = sender_witness(read_sender(mail.sender, reading, self.gazetteer), mail.sender, self.rules)
        screening, verdict = self._judge(reading, mailbox, screen(mail, self.own_addresses), writer)
        said = replace(reading, sentences=verdict.sentences)
        behalf = on_behalf_of(mail.sender, said, self.gazetteer, outsider=verdict.outsider)
        is_reply = is_reply_to_us(mail, found, self.own_addresses)
        verdict = without_courtesy(verdict, found) if is_reply else verdict
        extraction = self._extraction(verdict, behalf, (mail.date or now).date())
        trust, trust_reason = self._trust(mail, behalf, extraction.pledges)
        file_doubts = _telling(file_doubts, reading, screening, verdict)
        return Outcome(
            mailbox=mailbox,
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to,
            references=mail.references,
            subject=mail.subject,
            sender=mail.sender,
            answer_to=next(iter(mail.reply_to), mail.sender),
            screening=screening,
            classification=verdict,
            extraction=extraction,
            should_ack=_should_ack(screening, verdict),
            is_reply_to_thread=is_reply,
            trust=trust,
            trust_reason=trust_reason,
            doubts=(
                *_doubts(verdict, extraction, file_doubts, mail, complete),
                *_trust_doubts(verdict, trust, trust_reason),
            ),
            model=self.model,
            rulebook=self.rulebook,
            ties=ties_of(mail, found, raw, machine=screening.auto_reply),
        )

    def _trust(self, mail: ParsedMail, behalf: Behalf, pledges: tuple[Pledge, ...]) -> tuple[Trust, str]:
        known_body = behalf.organisation is not None
        return trust_of(mail, self.circle, Claim(behalf.names, bool(pledges), behalf.own_domain, known_body))

    def _with_persons(self, reading: Reading) -> Reading:
        if not self.linguistic:
            return reading
        texts = (*(sentence.text for sentence in reading.sentences), *reading.signature.splitlines())
        return replace(reading, persons=self.linguistic.persons(texts))

    def _judge(
        self, reading: Reading, mailbox: str, screening: Screening, writer: Mapping[str, float]
    ) -> tuple[Screening, Classification]:
        """Words of absence in a mail that plainly asks or offers something are those of a person who tells about it."""
        if screening.by_words and self.language:
            verdict = self._classify(reading, mailbox, _PERSON, writer)
            plainly = verdict.primary is not Label.OTHER and verdict.confidence >= _PLAINLY
            if plainly and any(map(_acts, verdict.sentences)):
                return _PERSON, verdict
        return screening, self._classify(reading, mailbox, screening, writer)

    def _classify(
        self, reading: Reading, mailbox: str, screening: Screening, writer: Mapping[str, float]
    ) -> Classification:
        return classify(
            reading,
            self.rules,
            self.weights,
            purpose=self.language.purpose([s.text for s in reading.sentences]) if self.language else {},
            mailbox=mailbox,
            machine=screening.auto_reply,
            sender=writer,
            number=likeliest(self.language, reading.sentences, self.counting),
        )

    def _extraction(self, verdict: Classification, behalf: Behalf, written: date) -> Extraction:
        news = replace(
            find_news(verdict.sentences),
            remarks=find_remarks(verdict.sentences, self.counting, self.weights.fates),
        )
        if Label.PLACE_PLEDGE not in verdict.labels:
            told = self.language and Label.OTHER not in verdict.labels
            doubts = missed(verdict.sentences, self.counting) if told else ()
            return Extraction(behalf.names, (), behalf.evidence, (*behalf.doubts, *doubts), news)
        reader = PledgeReader(
            verdict.sentences, behalf.names, self.counting, self.gazetteer, written, behalf.own_domain
        )
        reading = self.reads_pledges(reader)
        evidence, doubts = (*behalf.evidence, *reading.evidence), (*behalf.doubts, *reading.doubts)
        others = partial(self.gazetteer.names_others, names=frozenset(behalf.names))
        news = replace(news, retold=retelling(verdict.sentences, reading.facts, others))
        names = still_written_for(behalf.names, behalf.own_domain, reading.pledges, behalf.evidence)
        return Extraction(names, reading.pledges, evidence, doubts, news)


def load_examiner(settings: Settings | None = None, *, use_model: bool = True) -> Examiner:
    """Load rules, gazetteer, weights and model. Raises ContentError with file and line on a fault, ConfigurationError."""
    rules, shipped = rules_dir(), models_dir() / "nl"
    model = active_model(settings.nlp.models_folder, shipped) if settings else shipped
    # Read at every mail, but a fault must be told before the first one.
    screening_rules()
    language = load_model(model) if use_model else None
    weights = load_weights(model / "weighing.json") if language else default_weights()
    addresses = [box.address.lower() for box in settings.mailboxes.values()] if settings else []
    return Examiner(
        rules=load_rulebook(rules),
        weights=weights,
        gazetteer=load_gazetteer(rules),
        counting=load_counting(rules),
        language=language,
        own_addresses=frozenset(addresses)
        or frozenset({"migratie@vng.nl", "ondersteuningsteamasiel@vng.nl"}),
        authserv_ids=tuple(settings.trust.authserv_ids) if settings else (),
        linguistic=load_linguistic(settings.nlp.linguistic_model) if settings else None,
        reads_pledges=pledge_reading(language, weights.numbers),
    )


def sender_witness(sender: Sender, address: Address | None, rulebook: Rulebook) -> dict[str, float]:
    """What the sender's address and signature say about who writes, as 0 or 1, for the weighing."""
    return {
        "municipal": float(bool(sender.own or sender.organisation)),
        "official": float(sender.official),
        "outside": float(sender.outside),
        "webmail": float(bool(address and address.domain in rulebook.webmail)),
    }


def without_courtesy(verdict: Classification, found: Sequence[Passage]) -> Classification:
    """An answer that says "klopt, dank u wel" and no more, or nothing above a signature, is about nothing new."""
    body = "\n".join(passage.text for passage in found if passage.source is Source.BODY).strip()
    brings = any(passage.source in (Source.FORWARDED, Source.ATTACHMENT) for passage in found)
    if not is_courtesy(body) and (body or brings):
        return verdict
    return replace(
        verdict,
        labels=(Label.OTHER,),
        primary=Label.OTHER,
        confidence=1.0,
        support_types=(),
        question_topics=(),
        doubts=(),
    )


def own_words(reading: Reading) -> str:
    """Subject and own sentences as one text: what the model of the whole mail looks at."""
    return "\n".join(sentence.text for sentence in reading.sentences)


def _acts(sentence: Sentence) -> bool:
    """Whether a sentence of the mail itself offers or asks something."""
    said = (p for act, p in sentence.acts.items() if act == "pledge" or act.startswith(("s.", "q.")))
    return sentence.source is not Source.SUBJECT and max(said, default=0.0) >= _SURELY


def _should_ack(screening: Screening, verdict: Classification) -> bool:
    return (
        screening.verdict is ScreeningVerdict.ANSWER
        and not verdict.auto_reply
        and verdict.labels != (Label.OTHER,)
    )


def _doubts(
    verdict: Classification,
    extraction: Extraction,
    file_doubts: tuple[str, ...],
    mail: ParsedMail,
    complete: bool,
) -> tuple[str, ...]:
    found = [] if complete else [_TOO_BIG]
    found += [*verdict.doubts, *extraction.doubts, *mail.defects]
    found += file_doubts
    if Label.PLACE_PLEDGE in verdict.labels:
        found += unsettled(extraction)
        found += [_GUIDELINE] if extraction.news.guideline else []
    return tuple(dict.fromkeys(found))


def _telling(
    file_doubts: tuple[str, ...], reading: Reading, screening: Screening, verdict: Classification
) -> tuple[str, ...]:
    """Closed attachments matter in a mail about places or help, and in one that says hardly anything itself."""
    few = len(own_words(reading).split()) < _FEW_WORDS and screening.verdict is ScreeningVerdict.ANSWER
    return file_doubts if few or verdict.labels != (Label.OTHER,) else ()


def _trust_doubts(verdict: Classification, trust: Trust, reason: str) -> tuple[str, ...]:
    """Whoever is not who they seem asks for nothing and promises nothing before a person has looked."""
    return (reason,) if trust is Trust.SUSPICIOUS and verdict.labels != (Label.OTHER,) else ()
