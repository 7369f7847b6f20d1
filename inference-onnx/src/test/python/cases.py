"""The cases: what is asked of which checkpoint, and why."""

from dataclasses import dataclass
from typing import Callable

import pictures
from checkpoint import Shape


@dataclass(frozen=True)
class Case:
    """`conversations` has one list of messages, or several for a batch; `draw` writes the pictures to a folder."""

    name: str
    description: str
    seed: int
    shape: Shape
    conversations: list
    draw: Callable | None = None
    tokens: int = 12


def text(value):
    return {"type": "text", "text": value}


def image(name):
    return {"type": "image", "image": f"images/{name}"}


def image_url(name):
    return {"type": "image_url", "image_url": {"url": f"images/{name}"}}


def turn(role, *content):
    return {"role": role, "content": content[0] if isinstance(content[0], str) else list(content)}


SMALL = dict(hidden=32, layers=3, heads=4, kv_heads=2, head_dim=16, mlp=48, sections=(4, 2, 2), theta=5000000)
EYES = dict(vision_hidden=24, vision_depth=4, vision_heads=2, vision_mlp=40, table_side=6, taps=(0, 2))


def draw_turns(folder):
    pictures.save_png(pictures.scene(300, 40, 1), folder / "wide.png")
    pictures.save_png(pictures.scene(90, 131, 2), folder / "tall.png")
    pictures.save_png(pictures.scene(21, 37, 3), folder / "little.png")


TURNS = Case(
    name="turns_area_cap",
    description="Three images over two user turns with an answer between them. A wide and a large one are cut down to"
    " the largest area, a little one is enlarged to the smallest. Two deepstack taps, four key-value groups of one.",
    seed=2001,
    shape=Shape(**{**SMALL, "kv_heads": 4}, **EYES, base=300, vocab=328, smallest_area=3000, largest_area=7000),
    conversations=[
        [
            turn("user", image("wide.png"), text("What is this?")),
            turn("assistant", "The sea."),
            turn("user", text("And here: "), image("tall.png"), text(" or "), image_url("little.png"), text("?")),
        ]
    ],
    draw=draw_turns,
)


def draw_kinds(folder):
    pictures.save_png(pictures.with_alpha(64, 32, 11), folder / "alpha.png")
    pictures.save_png(pictures.grey(32, 64, 12), folder / "grey.png")
    pictures.save_png(pictures.palette(64, 32, 13), folder / "palette.png")
    pictures.save_png(pictures.grey_with_alpha(50, 70, 14), folder / "grey_alpha.png")
    pictures.save_jpeg(pictures.scene(96, 32, 15), folder / "turned.jpg", orientation=6)
    pictures.save_jpeg(pictures.scene(40, 60, 16), folder / "mirrored.jpg", orientation=7)


KINDS = Case(
    name="image_kinds_bfloat16_shards",
    description="Alpha, grey, palette, grey with alpha, and two JPEG files turned by their EXIF orientation, from a"
    " bfloat16 checkpoint in three shards whose names have no outer prefix; expected values in float32 arithmetic.",
    seed=2010,
    shape=Shape(
        **{**SMALL, "hidden": 40, "heads": 3, "kv_heads": 1},
        **{**EYES, "vision_hidden": 32, "table_side": 5, "taps": (1, 3, 2), "vision_depth": 5},
        base=330,
        vocab=352,
        dtype="bfloat16",
        shards=3,
        prefix="",
        newer_spelling=True,
    ),
    conversations=[
        [
            turn("system", "Be brief."),
            turn(
                "user",
                image("alpha.png"),
                image("grey.png"),
                image("palette.png"),
                image("grey_alpha.png"),
                text("turned: "),
                image("turned.jpg"),
                image("mirrored.jpg"),
            ),
        ]
    ],
    draw=draw_kinds,
)


def draw_video(folder):
    for index, step in enumerate((0, 0.3, 0.5, 0.8, 1)):
        pictures.save_png(pictures.moving_box(52, 70, step, 21), folder / f"frame{index}.png")
    pictures.save_jpeg(pictures.scene(64, 64, 22), folder / "still.jpg")


VIDEO = Case(
    name="video_and_image_tied_wide_heads",
    description="Five frames at 12.5 frames per second (the last is repeated, one timestamp is a half), resized, then"
    " an image. Tied head, query width 128 over hidden size 32, one vision head of width 24.",
    seed=2022,
    shape=Shape(
        **{**SMALL, "heads": 4, "head_dim": 32, "sections": (6, 5, 5), "theta": 1000000, "layers": 2},
        **{**EYES, "vision_heads": 1, "vision_depth": 3, "table_side": 7, "taps": (0, 1)},
        base=310,
        vocab=336,
        tied=True,
    ),
    conversations=[
        [
            turn(
                "user",
                text("First "),
                {
                    "type": "video",
                    "video": [f"images/frame{index}.png" for index in range(5)],
                    "fps": 12.5,
                    "total_num_frames": 30,
                    "frames_indices": [0, 6, 12, 19, 29],
                },
                text(" then "),
                image("still.jpg"),
                text("Which box stays?"),
            )
        ]
    ],
    draw=draw_video,
)


def draw_batch(folder):
    pictures.save_png(pictures.scene(64, 96, 31), folder / "upright.png")
    pictures.save_png(pictures.scene(33, 95, 32), folder / "odd.png")
    pictures.save_jpeg(pictures.scene(64, 32, 33), folder / "flat.jpg")


BATCH = Case(
    name="batch_of_three",
    description="Three conversations of different length, padded on the left in one call: two images, text alone with"
    " a system prompt, one image. Vision table larger than the grids.",
    seed=2030,
    shape=Shape(
        **{**SMALL, "heads": 6, "kv_heads": 2, "layers": 4},
        **{**EYES, "table_side": 9, "taps": (1, 2)},
        base=290,
        vocab=320,
        padding_side="left",
    ),
    conversations=[
        [turn("user", image("upright.png"), text("Left or right of "), image("odd.png"), text("?"))],
        [turn("system", "Answer."), turn("user", "What?")],
        [turn("user", text("Is it red "), image("flat.jpg"))],
    ],
    draw=draw_batch,
    tokens=8,
)

LANGUAGES = Case(
    name="long_multilingual_text",
    description="A long conversation in many scripts with emoji of several code points, combining marks, a byte order"
    " mark, tabs, line breaks of both kinds and figures; letters that the tokenizer composes; many merges.",
    seed=2040,
    shape=Shape(
        **{**SMALL, "hidden": 48, "heads": 4, "kv_heads": 1},
        **{**EYES, "vision_hidden": 16, "vision_depth": 2, "vision_mlp": 24, "taps": (0,), "table_side": 4},
        base=420,
        vocab=448,
        tied=True,
        newer_spelling=True,
    ),
    conversations=[
        [
            turn("system", "Antworte höflich: 请礼貌地回答。 Отвечай вежливо!"),
            turn("user", "赤い箱はどこですか。画像の中に、箱が三つあります。\r\n\r\nそれから…?"),
            turn("assistant", "빨간 상자는 바다 옆에 있습니다 🙂👍🏽. It's 3,141.59 – don't worry!"),
            turn(
                "user",
                text("أين الصندوق الأحمر؟ איפה הקופסה? लाल डिब्बा कहाँ है, क्षमा करें? "),
                text("กล่องสีแดงอยู่ที่ไหน  ตอบ\t\tที่นี่ "),
                text("👩‍👩‍👧‍👦 🏳️‍🌈 🇳🇴🚀 e\u0301 = \u00e9, A\u030a = \u00c5, \ufb01, \u212b, \u1100\u1161\n\n\n"),
                text("Πού είναι το κόκκινο κουτί;   Ở đâu?\u00a0\u200b\ufeff 𝔘𝔫𝔦 𓀀 <b>&amp;'\"</b> {{ x }} {% y %}   "),
            ),
        ]
    ],
    tokens=24,
)

ALL = [TURNS, KINDS, VIDEO, BATCH, LANGUAGES]
