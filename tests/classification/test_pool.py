"""The opinion pool learns which witness to believe."""

import random

from intake.classification.pool import fit, probability


def test_a_witness_that_knows_is_believed_and_a_witness_that_guesses_is_not():
    chance = random.Random(1)
    truths = [chance.random() < 0.4 for _ in range(400)]
    rows = [
        {"bias": 1.0, "knows": 2.0 if true else -2.0, "guesses": chance.choice((-2.0, 2.0))}
        for true in truths
    ]
    weights = fit(rows, truths)
    assert weights["knows"] > 1.0
    assert abs(weights["guesses"]) < 0.3
    assert probability(weights, {"bias": 1.0, "knows": 2.0, "guesses": 0.0}) > 0.9


def test_without_examples_the_weights_stay_where_they_were_set():
    weights = fit([{"bias": 0.0, "said": 0.0}], [True], prior={"said": 0.8})
    assert weights["said"] == 0.8
