"""Words that nobody uses again are not kept: a worker runs for years."""

from intake.nlp.model import load_model


def test_new_words_leave_no_trace_in_the_vocabulary() -> None:
    model = load_model()
    assert model is not None
    before = len(model.nlp.vocab.strings)
    first = model.acts(["Wij bieden twaalf extra plekken aan."])
    for number in range(200):
        model.acts(
            [f"Dit gaat over dossier {'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}wozzelbak."]
        )
    assert len(model.nlp.vocab.strings) == before
    assert model.acts(["Wij bieden twaalf extra plekken aan."]) == first
