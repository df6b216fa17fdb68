"""The encoder of intake/nlp/encoder.py in PyTorch, read from encoder.onnx, with additions to its lines that can learn.

Its own weights stay as they were published, in four bits. Beside each line stand two narrow ones that are learned (LoRA: Hu et
al. 2021, "Low-Rank Adaptation of Large Language Models"; beside weights of four bits: Dettmers et al. 2023, "QLoRA").
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from intake.nlp.additions import RANK, addition

LAYERS, HEADS, HALFWAY = 6, 12, 3
LINES = ("q", "k", "v", "ao", "fi", "fo")
_BLOCK, _DROPPED, _TINY = 32, 0.1, 1e-12
_FAST = torch.bfloat16
Tensors = Mapping[str, NDArray[np.generic]]


class Line(nn.Module):
    """A line of the encoder, and beside it the two that are learned."""

    def __init__(self, tensors: Tensors, name: str) -> None:
        super().__init__()
        kept = torch.tensor(_unpacked(tensors[name], tensors[f"{name}.scale"]))
        self.register_buffer("kept", kept.to(_FAST))
        self.register_buffer("bias", _tensor(tensors, f"{name}.b").to(_FAST))
        out, size = kept.shape
        self.down = nn.Parameter(torch.randn(size, RANK) / size**0.5)
        self.up = nn.Parameter(torch.zeros(RANK, out))

    def forward(self, rows: Tensor) -> Tensor:
        beside = rows @ self.down.to(_FAST) @ self.up.to(_FAST)
        return functional.linear(rows, self.kept, self.bias) + beside


class Layer(nn.Module):
    """Attention, then a wider line and back; each is added to what was there."""

    def __init__(self, tensors: Tensors, name: str) -> None:
        super().__init__()
        self.lines = nn.ModuleDict({part: Line(tensors, f"{name}.{part}") for part in LINES})
        for part in ("aln", "oln"):
            for kind in "wb":
                self.register_buffer(f"{part}_{kind}", _tensor(tensors, f"{name}.{part}.{kind}"))

    def forward(self, state: Tensor, there: Tensor) -> Tensor:
        count, length, size = state.shape
        asks, keys, values = (
            self.lines[part](state).view(count, length, HEADS, -1).transpose(1, 2) for part in "qkv"
        )
        heard = functional.scaled_dot_product_attention(asks, keys, values, attn_mask=there)
        told = self.lines["ao"](heard.transpose(1, 2).reshape(count, length, size))
        state = _normed(state + self._some(told), self.aln_w, self.aln_b)
        wide = functional.gelu(self.lines["fi"](state), approximate="tanh")
        return _normed(state + self._some(self.lines["fo"](wide)), self.oln_w, self.oln_b)

    def _some(self, rows: Tensor) -> Tensor:
        return functional.dropout(rows, _DROPPED, self.training)


class Transformer(nn.Module):
    """The whole: from numbers of pieces to what layers 3 and 6 make of each."""

    def __init__(self, graph: Path) -> None:
        super().__init__()
        tensors = tensors_of(graph)
        self.register_buffer("words", _words(tensors))
        for name in ("places", "emb.ln.w", "emb.ln.b"):
            self.register_buffer(name.replace(".", "_"), _tensor(tensors, name))
        self.layers = nn.ModuleList(Layer(tensors, f"l{at}") for at in range(LAYERS))

    def forward(self, pieces: Tensor, lengths: Tensor) -> Tensor:
        """`pieces`: a row a mail; `lengths`: how many of each row are of that mail."""
        length = pieces.shape[1]
        there = (torch.arange(length) < lengths[:, None])[:, None, None, :].expand(-1, 1, length, -1)
        state = _normed(self.words[pieces].float() + self.places[:length], self.emb_ln_w, self.emb_ln_b)
        seen = []
        for at, layer in enumerate(self.layers, 1):
            state = layer(state, there)
            seen += [state] if at in (HALFWAY, LAYERS) else []
        return torch.cat(seen, -1).float()

    def take(self, learned: Tensors) -> None:
        """Goes on from additions that were learned before."""
        for at, layer in enumerate(self.layers):
            for part, module in layer.lines.items():
                for way in ("down", "up"):
                    kept = np.asarray(learned[addition(f"l{at}.{part}", way)], np.float32)
                    getattr(module, way).data.copy_(torch.tensor(kept))

    def learned(self) -> dict[str, NDArray[np.float16]]:
        """The additions, by the names that they have in the graph."""
        return {
            addition(f"l{at}.{part}", way): getattr(module, way).detach().numpy().astype(np.float16)
            for at, layer in enumerate(self.layers)
            for part, module in layer.lines.items()
            for way in ("down", "up")
        }


def tensors_of(graph: Path) -> dict[str, NDArray[np.generic]]:
    """Every constant of the graph by name; `words` as bytes, two codes in each."""
    return {
        one.name: np.frombuffer(one.raw_data, np.uint8) if one.name == "words" else numpy_helper.to_array(one)
        for one in onnx.load(graph).graph.initializer
    }


def _words(tensors: Tensors) -> Tensor:
    scales = tensors["words.scale"].astype(np.float32)
    # With a sign, where the lines count from eight.
    codes = _codes(tensors["words"].reshape(len(scales), -1) ^ 0x88)
    return (
        torch.tensor((codes.reshape(*scales.shape, _BLOCK) - 8) * scales[..., None])
        .view(len(scales), -1)
        .half()
    )


def _unpacked(packed: NDArray[np.generic], scales: NDArray[np.generic]) -> NDArray[np.float32]:
    rows = len(packed)
    codes = _codes(packed.reshape(rows, -1)).reshape(rows, -1, _BLOCK)
    return np.asarray(
        ((codes - 8) * scales.astype(np.float32).reshape(rows, -1, 1)).reshape(rows, -1), np.float32
    )


def _codes(packed: NDArray[np.generic]) -> NDArray[np.float32]:
    """Two codes a byte, the first one low."""
    return np.stack([packed & 15, packed >> 4], axis=-1).reshape(len(packed), -1).astype(np.float32)


def _tensor(tensors: Tensors, name: str) -> Tensor:
    return torch.tensor(tensors[name].astype(np.float32))


def _normed(state: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
    return functional.layer_norm(state.float(), (len(scale),), scale, bias, _TINY).to(_FAST)
