"""Writes a small random checkpoint folder in the Hugging Face layout."""

import json
import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from byte_pair_tokenizer import special_ids, write_tokenizer

TEMPLATE = Path(__file__).with_name("chat_template.jinja")


@dataclass(frozen=True)
class Shape:
    """Sizes of one checkpoint. `vocab` rows may exceed the tokenizer's `base + 20` ids, as in the released files."""

    hidden: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    mlp: int
    base: int
    vocab: int
    sections: tuple
    theta: float
    vision_hidden: int
    vision_depth: int
    vision_heads: int
    vision_mlp: int
    table_side: int
    taps: tuple
    tied: bool = False
    dtype: str = "float32"
    shards: int = 1
    prefix: str = "model."
    newer_spelling: bool = False
    smallest_area: int = 2048
    largest_area: int = 16777216
    padding_side: str | None = None


def write_checkpoint(folder, shape, seed):
    folder.mkdir(parents=True)
    write_json(folder / "config.json", config(shape))
    write_json(folder / "generation_config.json", generation(shape))
    write_json(folder / "preprocessor_config.json", image_processor(shape))
    write_json(folder / "video_preprocessor_config.json", video_processor(shape))
    shutil.copyfile(TEMPLATE, folder / "chat_template.jinja")
    write_tokenizer(folder, shape.base, shape.padding_side)
    write_weights(folder, shape, weights(shape, seed))


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


def config(shape):
    ids = special_ids(shape.base)
    rotary = {"mrope_interleaved": True, "mrope_section": list(shape.sections), "rope_type": "default"}
    text = {
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": ids["<|endoftext|>"],
        "dtype": shape.dtype,
        "eos_token_id": ids["<|im_end|>"],
        "head_dim": shape.head_dim,
        "hidden_act": "silu",
        "hidden_size": shape.hidden,
        "initializer_range": 0.02,
        "intermediate_size": shape.mlp,
        "max_position_embeddings": 4096,
        "model_type": "qwen3_vl_text",
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "num_key_value_heads": shape.kv_heads,
        "rms_norm_eps": 1e-6,
        "use_cache": True,
        "vocab_size": shape.vocab,
    }
    if shape.newer_spelling:
        text["rope_parameters"] = {**rotary, "rope_theta": shape.theta}
    else:
        text["rope_scaling"] = rotary
        text["rope_theta"] = shape.theta
    if shape.tied:
        text["tie_word_embeddings"] = True
    vision = {
        "deepstack_visual_indexes": list(shape.taps),
        "depth": shape.vision_depth,
        "hidden_act": "gelu_pytorch_tanh",
        "hidden_size": shape.vision_hidden,
        "in_channels": 3,
        "initializer_range": 0.02,
        "intermediate_size": shape.vision_mlp,
        "model_type": "qwen3_vl_vision" if shape.newer_spelling else "qwen3_vl",
        "num_heads": shape.vision_heads,
        "num_position_embeddings": shape.table_side**2,
        "out_hidden_size": shape.hidden,
        "patch_size": 16,
        "spatial_merge_size": 2,
        "temporal_patch_size": 2,
    }
    return {
        "architectures": ["Qwen3VLForConditionalGeneration"],
        "dtype": shape.dtype,
        "image_token_id": ids["<|image_pad|>"],
        "model_type": "qwen3_vl",
        "text_config": text,
        "tie_word_embeddings": shape.tied,
        "transformers_version": "5.18.0" if shape.newer_spelling else "4.57.0",
        "video_token_id": ids["<|video_pad|>"],
        "vision_config": vision,
        "vision_end_token_id": ids["<|vision_end|>"],
        "vision_start_token_id": ids["<|vision_start|>"],
    }


def generation(shape):
    ids = special_ids(shape.base)
    return {
        "bos_token_id": ids["<|endoftext|>"],
        "do_sample": True,
        "eos_token_id": [ids["<|im_end|>"], ids["<|endoftext|>"]],
        "pad_token_id": ids["<|endoftext|>"],
        "repetition_penalty": 1.0,
        "temperature": 0.7,
        "top_k": 20,
        "top_p": 0.8,
        "transformers_version": "4.57.0",
    }


def image_processor(shape):
    return {
        "size": {"longest_edge": shape.largest_area, "shortest_edge": shape.smallest_area},
        "patch_size": 16,
        "temporal_patch_size": 2,
        "merge_size": 2,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
        "processor_class": "Qwen3VLProcessor",
        "image_processor_type": "Qwen2VLImageProcessorFast",
    }


def video_processor(shape):
    result = image_processor(shape)
    del result["image_processor_type"]
    result["size"] = {"longest_edge": 25165824, "shortest_edge": 4096}
    result["video_processor_type"] = "Qwen3VLVideoProcessor"
    return result


def tensor_shapes(shape):
    """Name without the outer prefix, and shape, of every tensor in the order they are drawn."""
    wide, narrow = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
    vision, merged = shape.vision_hidden, 4 * shape.vision_hidden
    yield "visual.patch_embed.proj.weight", (vision, 3, 2, 16, 16)
    yield "visual.patch_embed.proj.bias", (vision,)
    yield "visual.pos_embed.weight", (shape.table_side**2, vision)
    for index in range(shape.vision_depth):
        block = f"visual.blocks.{index}."
        for norm in ("norm1", "norm2"):
            yield block + norm + ".weight", (vision,)
            yield block + norm + ".bias", (vision,)
        yield from linear(block + "attn.qkv", 3 * vision, vision)
        yield from linear(block + "attn.proj", vision, vision)
        yield from linear(block + "mlp.linear_fc1", shape.vision_mlp, vision)
        yield from linear(block + "mlp.linear_fc2", vision, shape.vision_mlp)
    mergers = [("visual.merger.", vision)]
    mergers += [(f"visual.deepstack_merger_list.{index}.", merged) for index in range(len(shape.taps))]
    for merger, normalised in mergers:
        yield merger + "norm.weight", (normalised,)
        yield merger + "norm.bias", (normalised,)
        yield from linear(merger + "linear_fc1", merged, merged)
        yield from linear(merger + "linear_fc2", shape.hidden, merged)
    yield "language_model.embed_tokens.weight", (shape.vocab, shape.hidden)
    for index in range(shape.layers):
        layer = f"language_model.layers.{index}."
        yield layer + "input_layernorm.weight", (shape.hidden,)
        yield layer + "post_attention_layernorm.weight", (shape.hidden,)
        yield layer + "self_attn.q_proj.weight", (wide, shape.hidden)
        yield layer + "self_attn.k_proj.weight", (narrow, shape.hidden)
        yield layer + "self_attn.v_proj.weight", (narrow, shape.hidden)
        yield layer + "self_attn.o_proj.weight", (shape.hidden, wide)
        yield layer + "self_attn.q_norm.weight", (shape.head_dim,)
        yield layer + "self_attn.k_norm.weight", (shape.head_dim,)
        yield layer + "mlp.gate_proj.weight", (shape.mlp, shape.hidden)
        yield layer + "mlp.up_proj.weight", (shape.mlp, shape.hidden)
        yield layer + "mlp.down_proj.weight", (shape.hidden, shape.mlp)
    yield "language_model.norm.weight", (shape.hidden,)
    if not shape.tied:
        yield "lm_head.weight", (shape.vocab, shape.hidden)


def linear(name, outputs, inputs):
    yield name + ".weight", (outputs, inputs)
    yield name + ".bias", (outputs,)


def weights(shape, seed):
    """Random tensors whose norms and biases are far from 1 and 0, so that a forgotten one shows."""
    random = np.random.default_rng(seed)
    tensors = {}
    for name, size in tensor_shapes(shape):
        drawn = random.standard_normal(size)
        if name.endswith(".bias"):
            drawn = 0.1 * drawn
        elif name.endswith("pos_embed.weight"):
            drawn = 0.5 * drawn
        elif name.endswith("patch_embed.proj.weight"):
            drawn = 0.03 * drawn
        elif len(size) == 1:
            drawn = 1 + 0.2 * drawn
        else:
            drawn = drawn / math.sqrt(size[1])
        full = name if name.startswith("lm_head.") else shape.prefix + name
        tensors[full] = torch.from_numpy(drawn).to(torch.float32).to(getattr(torch, shape.dtype)).contiguous()
    return tensors


def write_weights(folder, shape, tensors):
    metadata = {"format": "pt"}
    if shape.shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata)
        return
    names = sorted(tensors)
    total = sum(tensor.nbytes for tensor in tensors.values())
    shards = [{} for _ in range(shape.shards)]
    passed = 0
    for name in names:
        shards[passed * shape.shards // total][name] = tensors[name]
        passed += tensors[name].nbytes
    places = {}
    for index, shard in enumerate(shards, 1):
        file = f"model-{index:05d}-of-{shape.shards:05d}.safetensors"
        save_file(shard, folder / file, metadata)
        places.update(dict.fromkeys(shard, file))
    write_json(
        folder / "model.safetensors.index.json",
        {"metadata": {"total_size": total}, "weight_map": {name: places[name] for name in names}},
    )
