"""Writes `tokenizer.json` and `tokenizer_config.json`: byte-level byte-pair encoding of the Qwen2 family."""

import json

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SPECIAL = (
    "<|endoftext|> <|im_start|> <|im_end|> <|object_ref_start|> <|object_ref_end|> <|box_start|> <|box_end|>"
    " <|quad_start|> <|quad_end|> <|vision_start|> <|vision_end|> <|vision_pad|> <|image_pad|> <|video_pad|>"
).split()
ADDED_BUT_NOT_SPECIAL = "<tool_call> </tool_call> <tool_response> </tool_response> <think> </think>".split()

# Contractions, words, single digits, punctuation, line breaks, blanks: the split of the Qwen2 tokenizer.
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

# Merges are learnt from this text, so that whole words, parts of words and parts of characters all occur.
CORPUS = [
    "system user assistant seconds answer the question about this picture and the other picture",
    "What is shown in the picture? Which of the images is brighter? The box moves to the right, the left box stays.",
    "The red box, the blue circle and the green line are in the first image; the second image shows the sea.",
    "Wo steht die Kiste, und wie groß ist sie? Où est la boîte rouge? ¿Dónde está la caja?",
    "Где стоит красная коробка? Коробка стоит у моря. Πού είναι το κόκκινο κουτί;",
    "红色的盒子在哪里？图片里有一个红色的盒子。赤い箱はどこですか。画像の中に箱があります。",
    "빨간 상자는 어디에 있습니까? أين الصندوق الأحمر؟ איפה הקופסה האדומה? लाल डिब्बा कहाँ है?",
    "🙂🙂🚀🚀🎉 👍👍 42 17 2024",
]


def special_ids(base):
    """Ids of the added tokens when `base` ids are taken by bytes and merges."""
    return {token: base + index for index, token in enumerate(SPECIAL + ADDED_BUT_NOT_SPECIAL)}


def write_tokenizer(folder, base, padding_side=None):
    """Learns `base - 256` merges; the added tokens follow from id `base` on."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=base, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    if tokenizer.get_vocab_size() != base:
        raise ValueError(f"the corpus gives {tokenizer.get_vocab_size()} tokens, {base} are wanted")
    tokenizer.add_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.add_tokens([AddedToken(token, special=False, normalized=False) for token in ADDED_BUT_NOT_SPECIAL])
    if any(tokenizer.token_to_id(token) != id for token, id in special_ids(base).items()):
        raise ValueError("the added tokens do not follow the learnt ones")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps(settings(base, padding_side), indent=2) + "\n")


def settings(base, padding_side):
    result = {
        "add_bos_token": False,
        "add_prefix_space": False,
        "added_tokens_decoder": {
            str(id): {
                "content": token,
                "lstrip": False,
                "normalized": False,
                "rstrip": False,
                "single_word": False,
                "special": token in SPECIAL,
            }
            for token, id in special_ids(base).items()
        },
        "additional_special_tokens": SPECIAL[1:],
        "bos_token": None,
        "clean_up_tokenization_spaces": False,
        "eos_token": "<|im_end|>",
        "errors": "replace",
        "model_max_length": 262144,
        "pad_token": "<|endoftext|>",
        "split_special_tokens": False,
        "tokenizer_class": "Qwen2Tokenizer",
        "unk_token": None,
    }
    if padding_side is not None:
        result["padding_side"] = padding_side
    return result
