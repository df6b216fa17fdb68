"""Learning from corrections: measured on voices that are kept apart, active only when nowhere worse, and to be undone."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from intake.checking import remarks
from intake.content import models_dir, rules_dir, templates_dir
from intake.domain import Label
from intake.errors import ConfigurationError, IntakeError
from intake.nlp.learned import BASE, activate, active_model, roll_back
from intake.pipeline import Examiner, load_examiner
from intake.services.handling import add_note, set_labels, set_status
from intake.services.learning import LEAST_HELD_OUT, learn
from intake.services.reviews import reviewed
from intake.settings import NlpSettings, Settings
from intake.store.engine import open_engine
from intake.store.migrations import migrate
from intake.store.tables import AuditRow, CaseRow, CaseStatus
from tests.services.samples import NOW, examine_all, handle, receive, write
from tests.services.test_filing import PLEDGE, rows

SECRET = "Zwaluwstaartjes"
MEETINGS = (
    "Kunnen wij het overleg van donderdag verzetten naar een ander moment?",
    "Wie van u is aanwezig bij het regio-overleg van 18 juni? Graag uw dieetwensen doorgeven.",
    f"Kunnen wij de lunch met mevrouw {SECRET} verplaatsen naar een ander moment?",
    "Wie van u schuift aan bij het overleg van volgende week? Graag doorgeven voor de broodjes.",
)
OFFERS = ("Onze gemeente biedt zes extra plekken aan.", "Wij kunnen negen extra plekken aanbieden.")
_BRIEFS = ("kort-en-snel", "medewerkers-overig")
_HELD = """# brief: two mails that nobody can misunderstand
=== een
mailbox: migratie
from: Jan Bos <j.bos@zeewolde.nl>
subject: Aanbod
labels: place_pledge
municipality: Zeewolde
pledge: Zeewolde | 12 plekken
---
[pledge] De gemeente Zeewolde biedt 12 extra plekken aan voor statushouders.
=== twee
mailbox: migratie
from: Jan Bos <j.bos@zeewolde.nl>
subject: Vraag over geld
labels: question
municipality: Zeewolde
topics: bekostiging
---
[q.bekostiging] Wie betaalt de inrichting van de woningen?
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program's own content with two briefs to learn from: seconds instead of minutes."""
    root = tmp_path_factory.mktemp("content")
    shutil.copytree(rules_dir(), root / "rules")
    shutil.copytree(templates_dir(), root / "templates")
    shutil.copytree(models_dir(), root / "models")
    corpus = root / "models" / "training" / "corpus"
    for file in corpus.glob("*/*.txt"):
        if file.stem not in {*_BRIEFS, "postvak-een"}:
            file.unlink()
    (corpus / "heldout" / "helder.txt").write_text(_HELD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTAKE_CONTENT", str(root))
        yield root


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    opened = open_engine(f"sqlite:///{tmp_path / 'intake.db'}")
    migrate(opened)
    yield opened
    opened.dispose()


def _mail(number: int) -> bytes:
    bodies = (*MEETINGS, *OFFERS)
    body = f"Beste collega's,\n\n{bodies[number % len(bodies)]}\n\nGroet, Jan"
    return write(f"m{number}", sender=f"jan@plaats{number}.example", subject="Bericht", body=body)


def _handle_all(engine: Engine, examiner: Examiner, count: int) -> None:
    receive(engine, *map(_mail, range(count)))
    examine_all(engine, examiner=examiner)  # type: ignore[arg-type]


def _review_all(engine: Engine, meeting: Label) -> None:
    """Somebody goes through every case; what is about a meeting becomes `meeting`, an offer is right as it is."""
    for number, case in enumerate(rows(engine, CaseRow)):
        if number % 6 < len(MEETINGS):
            set_labels(engine, case.token, case.version, [meeting], NOW, actor="lea")
        set_status(engine, case.token, _version(engine, number), CaseStatus.CLOSED, NOW, actor="lea")


def _version(engine: Engine, number: int) -> int:
    return rows(engine, CaseRow)[number].version


def test_what_people_correct_is_learned_measured_and_can_be_undone(
    content: Path, desk: Engine, tmp_path: Path
) -> None:
    shelf, steps = tmp_path / "models", []
    given = Settings(nlp=NlpSettings(models_folder=str(shelf)))
    present = load_examiner(given)
    _handle_all(desk, present, 84)
    _review_all(desk, Label.QUESTION)
    lesson = learn(desk, present, shelf, "eerste", NOW, steps.append, actor="lea")
    assert lesson.activated
    assert (lesson.learned_from + lesson.held_out, lesson.held_out >= LEAST_HELD_OUT) == (84, True)
    asked = next(one for one in lesson.scores if one.label is Label.QUESTION)
    assert asked.candidate > asked.now
    assert steps[-1] == "measuring"
    wiser = load_examiner(given)
    assert wiser.model.endswith("-eerste")
    unseen = write("nieuw", sender="eva@elders.example", subject="Bericht", body=MEETINGS[0])
    assert wiser.examine(unseen, "migratie@vng.nl", NOW).classification.primary is Label.QUESTION
    held = b"".join(file.read_bytes() for file in shelf.rglob("*") if file.is_file())
    assert SECRET.encode() not in held
    assert [row.actor for row in rows(desk, AuditRow) if row.action == "model learned"] == ["lea"]
    with pytest.raises(ConfigurationError, match="there already"):
        learn(desk, wiser, shelf, "eerste", NOW, steps.append, actor="lea")
    assert roll_back(shelf, models_dir() / "nl") == models_dir() / "nl"
    assert load_examiner(given).model == present.model


def test_a_candidate_that_is_worse_on_one_label_never_counts(
    content: Path, desk: Engine, tmp_path: Path
) -> None:
    """Somebody calls everything a request for support, but not what the voices that are kept apart wrote."""
    shelf, given = tmp_path / "models", Settings()
    present = load_examiner(given)
    _handle_all(desk, present, 84)
    _spoil(desk)
    lesson = learn(desk, present, shelf, "slecht", NOW, lambda _: None, actor="lea")
    assert [one.label for one in lesson.scores if one.worse]
    assert not lesson.activated
    assert list(shelf.iterdir()) == []
    assert active_model(str(shelf), models_dir() / "nl") == models_dir() / "nl"


def _spoil(engine: Engine) -> None:
    for case in rows(engine, CaseRow):
        set_status(engine, case.token, case.version, CaseStatus.CLOSED, NOW, actor="lea")
    for number, mail in enumerate(reviewed(engine, frozenset())):
        case = rows(engine, CaseRow)[number]
        if not mail.held_out:
            set_labels(engine, case.token, case.version, [Label.SUPPORT_REQUEST], NOW, actor="lea")


def test_too_few_reviews_are_told(desk: Engine, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="Review more cases"):
        learn(desk, load_examiner(), tmp_path / "models", "x", NOW, lambda _: None, actor="lea")


def test_only_what_a_person_vouches_for_is_a_review(engine: Engine) -> None:
    """Four cases: corrected, never touched, closed but with two mails, and one with only a note."""
    handle(engine, *(write(f"m{n}", PLEDGE, sender=f"jan@p{n}.nl", subject=f"Brief {n}") for n in range(4)))
    handle(engine, write("erbij", "In-Reply-To: <m2@x.nl>", sender="jan@p2.nl"), first_uid=9)
    corrected, _, doubled, noted = rows(engine, CaseRow)
    set_labels(engine, corrected.token, corrected.version, [Label.QUESTION], NOW, actor="lea")
    set_status(engine, doubled.token, doubled.version, CaseStatus.CLOSED, NOW, actor="lea")
    add_note(engine, noted.token, "Gebeld.", NOW, actor="lea")
    (only,) = reviewed(engine, frozenset())
    assert only.labels == {Label.QUESTION}
    assert b"m0@x.nl" in only.raw


def test_one_voice_stands_on_one_side(engine: Engine) -> None:
    senders = ["a@vng-noord.nl", "b@vng-noord.nl", "c@webmail.example", "d@webmail.example"]
    handle(
        engine, *(write(f"m{n}", PLEDGE, sender=who, subject=f"Brief {n}") for n, who in enumerate(senders))
    )
    for case in rows(engine, CaseRow):
        set_status(engine, case.token, case.version, CaseStatus.CLOSED, NOW, actor="lea")
    one, two, three, four = (mail.voice for mail in reviewed(engine, {"webmail.example"}))
    assert one == two
    assert three != four


def _learned(shelf: Path, *names: str, base: str = "") -> None:
    """Models as `intake train` leaves them, one activated after another."""
    version = json.loads((models_dir() / "nl" / "meta.json").read_text(encoding="utf-8"))["version"]
    for name in names:
        (shelf / name).mkdir()
        (shelf / name / "meta.json").write_text(json.dumps({BASE: base or version}), encoding="utf-8")
        activate(shelf, name)


def test_after_an_upgrade_the_shipped_model_counts_and_check_says_so(tmp_path: Path) -> None:
    shipped = models_dir() / "nl"
    _learned(tmp_path, "oud", base="0.0.1")
    assert active_model(str(tmp_path), shipped) == shipped
    given = Settings(nlp=NlpSettings(models_folder=str(tmp_path)))
    assert ["oud does not count" in one for one in remarks(given)] == [True]
    _learned(tmp_path, "nieuw")
    assert active_model(str(tmp_path), shipped) == tmp_path / "nieuw"
    assert remarks(given) == []
    assert roll_back(tmp_path, shipped) == shipped
    assert remarks(given) == []


def test_only_the_active_model_and_the_one_before_it_are_kept(tmp_path: Path) -> None:
    (tmp_path / "candidate-killed").mkdir()
    os.utime(tmp_path / "candidate-killed", (0, 0))
    (tmp_path / "candidate-busy").mkdir()
    (tmp_path / "somebody-elses").mkdir()
    _learned(tmp_path, "een", "twee", "drie")
    others = {"active", "candidate-busy", "somebody-elses"}
    assert {one.name for one in tmp_path.iterdir()} == {"twee", "drie", *others}
    assert roll_back(tmp_path, models_dir() / "nl") == tmp_path / "twee"
    _learned(tmp_path, "vier")
    assert {one.name for one in tmp_path.iterdir()} == {"twee", "vier", *others}
