"""Writes the small images that the decoder is tested with, and what Pillow sees in each.

Run once, with Pillow 12.3.0 and NumPy: python decoder_images.py FOLDER. For every image NAME it writes NAME and
NAME.expected.png, the result of exif_transpose and convert("RGB"). Not needed by the build.
"""

import io
import pathlib
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageOps

folder = pathlib.Path(sys.argv[1])
random = np.random.default_rng(7)
WIDTH, HEIGHT = 21, 18


def picture(channels):
    planes = [random.normal(size=(HEIGHT // 3 + 2, WIDTH // 3 + 2)).astype(np.float32) * 60 + 128 for _ in range(channels)]
    grown = [np.asarray(Image.fromarray(p).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)) for p in planes]
    return np.clip(np.stack(grown, -1), 0, 255).astype(np.uint8)


def write(name, data):
    (folder / name).write_bytes(data)
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    # Otherwise the transparency of a palette would be saved beside the colours.
    seen.info.clear()
    seen.save(folder / (name + ".expected.png"), optimize=True)


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


rgb = Image.fromarray(picture(3))
grey = rgb.convert("L")
cmyk = Image.fromarray(picture(4), "CMYK")
colours = picture(4)
colours[..., 3] = random.choice([0, 90, 255], size=(HEIGHT, WIDTH))
alpha = Image.fromarray(colours)
second = ImageOps.invert(rgb)
# Lossy WebP halves the colours, and decoders differ in how they are doubled again: soft colours keep that small.
soft = Image.blend(rgb, grey.convert("RGB"), 0.85)
soft_alpha = soft.copy()
soft_alpha.putalpha(alpha.getchannel("A"))


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


for subsampling in (0, 1, 2):
    write(f"subsampling{subsampling}.jpg", saved(rgb, "JPEG", quality=85, subsampling=subsampling))
write("progressive.jpg", saved(rgb, "JPEG", quality=70, progressive=True))
write("restarts.jpg", saved(rgb, "JPEG", quality=80, restart_marker_rows=1))
write("grey.jpg", saved(grey, "JPEG", quality=85))
write("stored_rgb.jpg", saved(rgb, "JPEG", quality=90, keep_rgb=True))
plain = saved(rgb, "JPEG", quality=90, subsampling=0)
length = struct.unpack(">H", plain[4:6])[0]
write("no_marker.jpg", plain[:2] + plain[4 + length :])
inks = saved(cmyk, "JPEG", quality=90)
write("cmyk.jpg", inks)
at = inks.index(b"Adobe")
write("ycck.jpg", inks[: at + 11] + b"\x02" + inks[at + 12 :])
write("cmyk_no_marker.jpg", inks[: at - 4] + inks[at + 12 :])
for orientation in range(1, 9):
    write(f"orientation{orientation}.jpg", saved(rgb, "JPEG", quality=90, exif=exif(orientation)))
write("orientation6.png", saved(rgb, "PNG", exif=exif(6)))
write("orientation7.webp", saved(rgb, "WEBP", lossless=True, exif=exif(7)))
xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="8"/></x:xmpmeta>'
write("orientation8_xmp.jpg", saved(rgb, "JPEG", quality=90, xmp=xmp))

write("lossless.webp", saved(rgb, "WEBP", lossless=True))
write("lossless_alpha.webp", saved(alpha, "WEBP", lossless=True, exact=True))
write("lossless_animated.webp", saved(rgb, "WEBP", lossless=True, save_all=True, append_images=[second]))
write("lossy.webp", saved(soft, "WEBP", quality=80))
write("lossy_alpha.webp", saved(soft_alpha, "WEBP", quality=80))
write("lossy_fast.webp", saved(soft, "WEBP", quality=50, method=0))

write("colours.gif", saved(rgb, "GIF"))
write("grey.gif", saved(grey, "GIF"))
write("interlaced.gif", saved(rgb.quantize(5), "GIF", interlace=1))
write("transparent.gif", saved(rgb.quantize(37), "GIF", transparency=5))
write("animated.gif", saved(rgb.quantize(60), "GIF", save_all=True, append_images=[second.quantize(50)]))
frame = saved(rgb.quantize(16), "GIF", transparency=3)
at = frame.index(b"\x2c\0\0\0\0")
moved = frame[:6] + struct.pack("<HH", WIDTH + 9, HEIGHT + 4) + frame[10 : at + 1] + struct.pack("<HH", 5, 2) + frame[at + 5 :]
write("small_frame.gif", moved)

write("rgb.bmp", saved(rgb, "BMP"))
write("grey.bmp", saved(grey, "BMP"))
write("palette.bmp", saved(rgb.quantize(90), "BMP"))
write("one_bit.bmp", saved(grey.convert("1"), "BMP"))
write("alpha.bmp", saved(alpha, "BMP"))


def bmp16(masks):
    pixels = random.integers(0, 65536, (HEIGHT, (WIDTH + 1) // 2 * 2), dtype=np.uint16)
    fields = struct.pack("<III", *masks) if masks else b""
    start = 54 + len(fields)
    head = b"BM" + struct.pack("<IHHI", start + pixels.nbytes, 0, 0, start)
    head += struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 16, 3 if masks else 0, pixels.nbytes, 0, 0, 0, 0)
    return head + fields + pixels.tobytes()


write("rgb555.bmp", bmp16(None))
write("rgb565.bmp", bmp16((0xF800, 0x7E0, 0x1F)))


def rle8():
    indexes = np.asarray(rgb.quantize(7))[::-1]
    coded = b""
    for row in indexes:
        for index in row:
            coded += bytes([1, index])
        coded += b"\0\0"
    coded += b"\0\1"
    palette = random.integers(0, 256, 4 * 256, dtype=np.uint8).tobytes()
    head = b"BM" + struct.pack("<IHHI", 54 + len(palette) + len(coded), 0, 0, 54 + len(palette))
    return head + struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 8, 1, len(coded), 0, 0, 256, 0) + palette + coded


write("rle8.bmp", rle8())


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth, kind, channels, interlaced):
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = b""
    for left, top, right, down in passes if interlaced else ((0, 0, 1, 1),):
        columns = (WIDTH - left + right - 1) // right
        for _ in range((HEIGHT - top + down - 1) // down):
            line = random.integers(0, 256, (columns * channels * depth + 7) // 8, dtype=np.uint8)
            rows += bytes([random.integers(0, 5)]) + line.tobytes()
    coded = zlib.compress(rows)
    palette = random.integers(0, 256, 3 * min(200, 1 << depth), dtype=np.uint8).tobytes()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, interlaced))
        + (chunk(b"PLTE", palette) if kind == 3 else b"")
        + b"".join(chunk(b"IDAT", coded[i : i + 300]) for i in range(0, len(coded), 300))
        + chunk(b"IEND", b"")
    )


for kind, channels, depths in ((0, 1, (1, 2, 4, 8, 16)), (2, 3, (8, 16)), (3, 1, (1, 2, 4, 8)), (4, 2, (8, 16)), (6, 4, (8, 16))):
    for depth in depths:
        for interlaced in (0, 1):
            write(f"type{kind}_bits{depth}{'_interlaced' * interlaced}.png", png(depth, kind, channels, interlaced))
write("alpha.png", saved(alpha, "PNG"))
write("transparent_palette.png", saved(rgb.quantize(60), "PNG", transparency=3))
