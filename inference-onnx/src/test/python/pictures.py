"""Draws the pictures of the cases: gradients with a few shapes, so that a resize has edges to get wrong."""

import numpy as np
from PIL import Image, ImageDraw

EXIF_ORIENTATION = 0x0112


def scene(width, height, seed):
    """An RGB picture: a gradient of two colours, three shapes and a little noise."""
    random = np.random.default_rng(seed)
    first, second = random.integers(0, 256, (2, 3)).astype(np.float64)
    across = np.linspace(0, 1, width)[None, :, None]
    down = np.linspace(0, 1, height)[:, None, None]
    share = (across + down) / 2
    image = Image.fromarray(np.rint(first * (1 - share) + second * share).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for shape in (draw.rectangle, draw.ellipse, draw.rectangle):
        left, right = sorted(int(x) for x in random.integers(0, width, 2))
        top, bottom = sorted(int(y) for y in random.integers(0, height, 2))
        colour = tuple(int(channel) for channel in random.integers(0, 256, 3))
        shape((left, top, right, bottom), fill=colour)
    rough = np.asarray(image).astype(np.int64) + random.integers(-6, 7, (height, width, 1))
    return Image.fromarray(np.clip(rough, 0, 255).astype(np.uint8))


def grey(width, height, seed):
    """One channel, to be copied to three without a gamma curve."""
    return scene(width, height, seed).convert("L")


def grey_with_alpha(width, height, seed):
    """Grey and alpha; the alpha must be dropped."""
    image = grey(width, height, seed)
    image.putalpha(ramp(width, height))
    return image


def with_alpha(width, height, seed):
    """Colour and alpha from 0 to 255; the colours where alpha is 0 must stay."""
    image = scene(width, height, seed)
    image.putalpha(ramp(width, height))
    return image


def palette(width, height, seed):
    """Sixteen colours, the first of them marked as transparent; the mark must be ignored."""
    image = scene(width, height, seed).quantize(16, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image.info["transparency"] = 0
    return image


def ramp(width, height):
    return Image.fromarray(np.tile(np.linspace(0, 255, width).astype(np.uint8), (height, 1)))


def moving_box(width, height, step, seed):
    """A frame of a video: the same scene with a box that moves to the right with `step` from 0 to 1."""
    image = scene(width, height, seed)
    side = height // 3
    left = int(step * (width - side))
    ImageDraw.Draw(image).rectangle((left, side, left + side, 2 * side), fill=(250, 40, 30))
    return image


def save_png(image, path):
    options = {"transparency": image.info["transparency"]} if "transparency" in image.info else {}
    image.save(path, optimize=True, **options)


def save_jpeg(image, path, orientation=None):
    """A JPEG without chroma subsampling, with the given EXIF orientation (1 to 8) or no EXIF block."""
    options = {}
    if orientation is not None:
        exif = Image.Exif()
        exif[EXIF_ORIENTATION] = orientation
        options["exif"] = exif
    image.save(path, quality=92, subsampling=0, **options)
