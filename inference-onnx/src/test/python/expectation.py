"""Computes and writes the expected files of a conversation, and the tolerances measured with it."""

import json
import math
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import save_file

STEP = 2 / 255
SMALLEST_LEAD = 1e-3
ALL_ROWS_UP_TO = 40
LAST_ROWS = 16


@dataclass
class Measured:
    """Largest absolute differences seen in one conversation, or the largest of several."""

    features: float
    logits: float
    cached: float
    features_std: float
    logits_std: float
    step: int
    share: float
    exchanged_features: float
    exchanged_logits: float
    lead: float
    without_deepstack: float | None
    one_axis: float | None

    def tolerance(self):
        features = up(max(1e-5, 20 * self.features))
        logits = up(max(1e-5, 20 * self.logits, 10 * self.cached))
        return {
            "pixels": 1e-6 if self.step == 0 else math.ceil(self.step * STEP * 1000) / 1000,
            "features": features,
            "logits": logits,
            "features_end_to_end": max(features, up(4 * self.exchanged_features)),
            "logits_end_to_end": max(logits, up(4 * self.exchanged_logits)),
        }

    def report(self, seed):
        moved = {"no_deepstack": self.without_deepstack, "one_axis_positions": self.one_axis}
        return {
            "seed": seed,
            "noise": {"features": self.features, "logits": self.logits, "cached_vs_uncached": self.cached},
            "scale": {"logits_std": self.logits_std, "features_std": self.features_std},
            "pillow_vs_torchvision": {
                "largest_step": self.step,
                "share_of_values_that_differ": self.share,
                "features": self.exchanged_features,
                "logits": self.exchanged_logits,
            },
            "smallest_margin": self.lead,
            "logits_move_without": {key: value for key, value in moved.items() if value is not None},
        }

    @staticmethod
    def worst(several):
        """The largest of each figure; the smallest of those that should be large."""

        def gather(name):
            return [getattr(one, name) for one in several if getattr(one, name) is not None]

        least = {"lead", "without_deepstack", "one_axis"}
        return Measured(
            *(
                (min(gather(name)) if name in least else max(gather(name))) if gather(name) else None
                for name in Measured.__dataclass_fields__
            )
        )


def up(value):
    """Rounds up to two digits."""
    if value == 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(value)) - 1)
    return float(f"{math.ceil(value / unit - 1e-9) * unit:.1e}")


def write_expected(reference, messages, root, folder, limit):
    """Writes `expected.json`, `expected.safetensors` and, with images, `expected_pillow.safetensors`."""
    prompt = reference.prepare(messages, root)
    generated, decode = reference.generate(prompt, prompt.vision, limit)
    leads = [float(best - second) for best, second in torch.topk(decode, 2, dim=-1).values]
    check(reference, generated, leads)
    run = reference.uncached(prompt, prompt.vision, generated[:1])
    positions, delta = reference.positions(prompt)
    length = prompt.input_ids.shape[1]
    first = 0 if length <= ALL_ROWS_UP_TO else length - LAST_ROWS
    expected = {
        "reference": environment(),
        "prompt": prompt.text,
        "input_ids": prompt.input_ids[0].tolist(),
        "position_ids": positions[:, 0].tolist(),
        "rope_delta": int(delta),
        "image_grid_thw": grid(prompt.vision.image_grid_thw),
        "logits_from": first,
        "generated_ids": generated,
        "generated_length": len(generated),
        "finish_reason": "eos" if generated[-1] in reference.ends else "length",
        "margins": [round(lead, 5) for lead in leads],
        "generated_text": reference.tokenizer.decode(generated, skip_special_tokens=True),
    }
    if prompt.vision.video_grid_thw is not None:
        expected["video_grid_thw"] = grid(prompt.vision.video_grid_thw)
        expected["timestamps"] = prompt.timestamps
    write_lined_json(folder / "expected.json", expected)

    tensors = {"logits": run.logits[first:], "logits.decode": decode, **run.features}
    for name in ("pixel_values", "pixel_values_videos"):
        if getattr(prompt.vision, name) is not None:
            tensors[name] = getattr(prompt.vision, name)
    save_file({name: value.float().contiguous() for name, value in tensors.items()}, folder / "expected.safetensors")
    if prompt.resized:
        pictures = {f"resized.{index}": torch.tensor(pixels) for index, pixels in enumerate(prompt.resized)}
        save_file(pictures, folder / "expected_pillow.safetensors")
    return measure(reference, prompt, run, generated, decode, leads, limit), prompt


def check(reference, generated, leads):
    """A seed whose result is too close to call, or that draws a token with a meaning of its own, is useless."""
    if min(leads) <= SMALLEST_LEAD:
        raise ValueError(f"take another seed: the smallest lead is {min(leads)}")
    plain = reference.tokenizer.vocab_size
    odd = [token for token in generated if token >= plain and token not in reference.ends]
    if odd:
        raise ValueError(f"take another seed: tokens {odd} are special or unused")


def measure(reference, prompt, run, generated, decode, leads, limit):
    double = reference.uncached(prompt, prompt.vision, generated, double=True)
    single = reference.uncached(prompt, prompt.vision, generated)
    other = reference.uncached(prompt, prompt.pillow, generated)
    if reference.generate(prompt, prompt.pillow, limit)[0] != generated:
        raise ValueError("take another seed: the two resize back ends generate different tokens")
    step, differing, values = 0, 0, 0
    for name in ("pixel_values", "pixel_values_videos"):
        first, second = getattr(prompt.vision, name), getattr(prompt.pillow, name)
        if first is not None:
            apart = torch.round((first - second).abs() / STEP)
            step, differing, values = max(step, int(apart.max())), differing + int((apart > 0).sum()), values + apart.numel()
    seen = bool(run.features)
    moved = {"deepstack": None, "axes": None}
    if seen:
        plain = reference.uncached(prompt, prompt.vision, generated, deepstack=False)
        line = reference.uncached(prompt, prompt.vision, generated, one_axis=True)
        moved = {"deepstack": apart_by(plain.logits, single.logits), "axes": apart_by(line.logits, single.logits)}
    return Measured(
        features=max((apart_by(run.features[name], double.features[name]) for name in run.features), default=0.0),
        logits=max(apart_by(run.logits, double.logits), apart_by(decode, double.decode)),
        cached=apart_by(decode, single.decode),
        features_std=float(np.mean([float(value.std()) for value in run.features.values()])) if seen else 0.0,
        logits_std=float(run.logits.std()),
        step=step,
        share=differing / values if values else 0.0,
        exchanged_features=max(
            (apart_by(run.features[name], other.features[name]) for name in run.features), default=0.0
        ),
        exchanged_logits=max(apart_by(single.logits, other.logits), apart_by(single.decode, other.decode)),
        lead=min(leads),
        without_deepstack=moved["deepstack"],
        one_axis=moved["axes"],
    )


def apart_by(first, second):
    return float((first.double() - second.double()).abs().max())


def grid(value):
    return [] if value is None else value.tolist()


def environment():
    import transformers

    return {
        "transformers": transformers.__version__,
        "torch": torch.__version__.split("+")[0],
        "dtype": "float32",
        "attention": "eager",
    }


def write_lined_json(path, value):
    """One key per line, so that a changed list is a changed line."""
    lines = [f"  {json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
