"""Runs the reference implementation on one conversation and measures its own rounding."""

from contextlib import contextmanager, nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from unittest import mock

import numpy as np
import torch
from PIL import Image
from transformers import AutoProcessor, AutoTokenizer, Qwen3VLForConditionalGeneration
from transformers.image_utils import load_image
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil
from transformers.models.qwen2_vl.image_processing_qwen2_vl import smart_resize as image_size
from transformers.models.qwen3_vl.video_processing_qwen3_vl import smart_resize as video_size
from transformers.video_utils import VideoMetadata


@dataclass
class Vision:
    """Pixels of the images and videos of a prompt."""

    pixel_values: torch.Tensor | None = None
    pixel_values_videos: torch.Tensor | None = None
    image_grid_thw: torch.Tensor | None = None
    video_grid_thw: torch.Tensor | None = None

    def inputs(self, dtype=torch.float32):
        values = {
            "pixel_values": self.pixel_values,
            "pixel_values_videos": self.pixel_values_videos,
            "image_grid_thw": self.image_grid_thw,
            "video_grid_thw": self.video_grid_thw,
        }
        return {
            key: value.to(dtype) if value.is_floating_point() else value
            for key, value in values.items()
            if value is not None
        }


@dataclass
class Prompt:
    text: str
    input_ids: torch.Tensor
    token_types: torch.Tensor
    vision: Vision
    pillow: Vision
    resized: list
    timestamps: list = field(default_factory=list)


@dataclass
class Run:
    """What the model computes from a prompt: features by name, logits of every position, greedy continuation."""

    features: dict
    logits: torch.Tensor
    decode: torch.Tensor
    generated: list


class Reference:
    """One checkpoint, loaded from its folder; every expected value comes from what was read back from disk."""

    def __init__(self, folder):
        self.processor = AutoProcessor.from_pretrained(folder)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.pillow = Qwen2VLImageProcessorPil.from_pretrained(folder)
        self.model, report = Qwen3VLForConditionalGeneration.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
        )
        problems = {key: value for key, value in report.items() if value}
        if problems:
            raise ValueError(f"{folder}: the reference does not take every tensor: {problems}")
        self.model.eval()
        with raised_to_float64():
            self.double = Qwen3VLForConditionalGeneration(self.model.config).to(torch.float64).eval()
        self.double.load_state_dict({name: value.double() for name, value in self.model.state_dict().items()})
        settings = self.model.generation_config
        self.ends = settings.eos_token_id
        self.pad = settings.pad_token_id

    def prepare(self, messages, root):
        """Renders, loads and expands a conversation; image and frame paths are relative to `root`."""
        # The library rewrites image_url parts in place.
        text = self.processor.apply_chat_template(deepcopy(messages), tokenize=False, add_generation_prompt=True)
        images, videos, metadata = [], [], []
        for part in parts(messages):
            if "video" in part:
                videos.append([load_image(str(root / path)) for path in part["video"]])
                metadata.append(
                    VideoMetadata(
                        total_num_frames=part["total_num_frames"],
                        fps=part["fps"],
                        frames_indices=list(part["frames_indices"]),
                    )
                )
            elif "image" in part or "image_url" in part:
                images.append(load_image(str(root / (part.get("image") or part["image_url"]["url"]))))
        encoded = self.encode(text, images, videos, metadata, {})
        resized = [self.resize_image(image) for image in images]
        pillow = self.encode(
            text, resized, [self.resize_video(video) for video in videos], metadata, {"do_resize": False}
        )
        exchanged = vision(pillow)
        if images:
            # The library's own Pillow processor is the other back end; the frames of a video have none.
            exchanged.pixel_values = self.pillow(images, return_tensors="pt")["pixel_values"]
            if (exchanged.pixel_values - pillow["pixel_values"]).abs().max() > 1e-6:
                raise ValueError("Pillow's resize is not the one of the library's Pillow processor")
        times = [
            f"{time:.1f}"
            for video in metadata
            for time in self.processor._calculate_timestamps(list(video.frames_indices), video.fps, 2)
        ]
        return Prompt(
            text,
            encoded["input_ids"],
            encoded["mm_token_type_ids"],
            vision(encoded),
            exchanged,
            [np.asarray(image) for image in resized],
            times,
        )

    def encode(self, text, images, videos, metadata, options):
        arguments = {"text": [text], "return_tensors": "pt"}
        if images:
            arguments.update(images=images, images_kwargs=dict(options))
        if videos:
            arguments.update(
                videos=[torch.from_numpy(np.stack(video)).permute(0, 3, 1, 2) for video in videos],
                videos_kwargs={**options, "video_metadata": metadata, "do_sample_frames": False},
            )
        return self.processor(**arguments)

    def resize_image(self, image):
        size = self.processor.image_processor.size
        height, width = image_size(
            image.height, image.width, 32, size["shortest_edge"], size["longest_edge"]
        )
        return image.resize((width, height), Image.Resampling.BICUBIC)

    def resize_video(self, frames):
        size = self.processor.video_processor.size
        height, width = video_size(
            len(frames), frames[0].height, frames[0].width, 2, 32, size["shortest_edge"], size["longest_edge"]
        )
        return [frame.resize((width, height), Image.Resampling.BICUBIC) for frame in frames]

    def positions(self, prompt, attention_mask=None):
        inputs = prompt.vision.inputs()
        return self.model.model.get_rope_index(
            prompt.input_ids,
            prompt.token_types,
            inputs.get("image_grid_thw"),
            inputs.get("video_grid_thw"),
            attention_mask,
        )

    def padded(self, prompts):
        """The call of a batch: ids, mask and positions of all rows, padded to the longest as the tokenizer says."""
        rows = {"input_ids": [prompt.input_ids[0].tolist() for prompt in prompts]}
        padded = self.tokenizer.pad(rows, return_tensors="pt")
        types = self.tokenizer.pad({"input_ids": [prompt.token_types[0].tolist() for prompt in prompts]})["input_ids"]
        mask = padded["attention_mask"]
        types = torch.tensor(types) * mask
        grids = [prompt.vision.image_grid_thw for prompt in prompts if prompt.vision.image_grid_thw is not None]
        positions, _ = self.model.model.get_rope_index(
            padded["input_ids"], types, torch.cat(grids) if grids else None, None, mask
        )
        return {
            "input_ids": padded["input_ids"].tolist(),
            "attention_mask": mask.tolist(),
            "position_ids": positions.tolist(),
        }

    @torch.no_grad()
    def generate(self, prompt, seen, limit):
        """Greedy continuation with the cache; `seen` gives the pixels."""
        result = self.model.generate(
            input_ids=prompt.input_ids,
            attention_mask=torch.ones_like(prompt.input_ids),
            mm_token_type_ids=prompt.token_types,
            **seen.inputs(),
            max_new_tokens=limit,
            do_sample=False,
            temperature=None,
            top_k=None,
            top_p=None,
            return_dict_in_generate=True,
            output_logits=True,
        )
        ids = result.sequences[0, prompt.input_ids.shape[1] :].tolist()
        return ids, torch.cat(result.logits)

    @torch.no_grad()
    def uncached(self, prompt, seen, generated, double=False, deepstack=True, one_axis=False):
        """Features and logits of the prompt with its continuation in one pass without a cache."""
        model = self.double if double else self.model
        count = len(generated) - 1
        later = torch.tensor([generated[:count]], dtype=torch.int64)
        ids = torch.cat([prompt.input_ids, later], 1)
        positions, delta = self.positions(prompt)
        tail = torch.arange(prompt.input_ids.shape[1], ids.shape[1]) + delta
        positions = torch.cat([positions, tail.expand(3, 1, -1)], 2)
        if one_axis:
            positions = torch.arange(ids.shape[1]).expand(3, 1, -1)
        inputs = seen.inputs(torch.float64 if double else torch.float32)
        keep = type(model.model.language_model)._deepstack_process
        process = keep if deepstack else (lambda self, hidden, *_: hidden)
        with (
            raised_to_float64() if double else nullcontext(),
            mock.patch.object(type(model.model.language_model), "_deepstack_process", process),
        ):
            features = self.features(model, inputs)
            logits = model(input_ids=ids, position_ids=positions, use_cache=False, **inputs).logits[0]
        length = prompt.input_ids.shape[1]
        return Run(features, logits[:length], logits[length - 1 :], generated)

    @staticmethod
    def features(model, inputs):
        """Merged and deepstack features; those of the images come before those of the videos."""
        outputs = []
        if "pixel_values" in inputs:
            outputs.append(model.get_image_features(inputs["pixel_values"], inputs["image_grid_thw"]))
        if "pixel_values_videos" in inputs:
            outputs.append(model.get_video_features(inputs["pixel_values_videos"], inputs["video_grid_thw"]))
        if not outputs:
            return {}
        result = {"vision.merged": torch.cat([row for output in outputs for row in output.pooler_output])}
        for index in range(len(outputs[0].deepstack_features)):
            rows = [row for output in outputs for row in output.deepstack_features[index]]
            result[f"vision.deepstack.{index}"] = torch.cat(rows)
        return result


def parts(messages):
    for message in messages:
        if message["role"] == "user" and not isinstance(message["content"], str):
            yield from message["content"]


def vision(encoded):
    return Vision(*(encoded.get(name) for name in Vision.__dataclass_fields__))


@contextmanager
def raised_to_float64():
    """Makes every explicit float32 step of the model code a float64 step."""
    with (
        mock.patch.object(torch, "float32", torch.float64),
        mock.patch.object(torch, "float", torch.float64),
        mock.patch.object(torch.Tensor, "float", torch.Tensor.double),
    ):
        yield
