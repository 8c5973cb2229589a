#!/usr/bin/python3
"""Make real image folders (one folder per class) out of files that Debian packages ship.

photos   OUT/<class>/<n>.jpg: seeded random crops of real photographs, 500x375 pixels,
         quality 90, 4:2:0 subsampling by default, about 35 KB each.
fashion  OUT/<label>/<n>.png: Fashion-MNIST as 28x28 8-bit grey PNG files.
shipped  OUT.zip: the first images of each Fashion-MNIST class, packed as small as they go; this is
         the zip file that dl4j-imagegen-examples carries.

Packages:
    apt-get install python3-pil lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 \\
        mate-backgrounds ukui-wallpapers python3-skimage python3-sklearn dataset-fashion-mnist
"""
import argparse
import gzip
import itertools
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import zipfile
import zlib

PHOTO_PACKAGES = ["lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04", "mate-backgrounds",
                  "ukui-wallpapers", "python3-skimage", "python3-sklearn"]
SMALLEST_PHOTO_SIDE = 400

FASHION_PACKAGE = "dataset-fashion-mnist"
FASHION_FOLDER = pathlib.Path("/usr/share/datasets/fashion-mnist")
FASHION_PREFIX = {"train": "train", "test": "t10k"}
FASHION_LABELS = ["t-shirt", "trouser", "pullover", "dress", "coat",
                  "sandal", "shirt", "sneaker", "bag", "boot"]

SHIPPED_BYTES_BELOW = 1_450_000
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


# Shared helpers

def fail_missing(packages):
    """Stop with one sentence that names the Debian packages to install."""
    sys.exit("make_corpus.py: missing Debian packages; install them with: apt-get install "
             + " ".join(packages))


def pillow():
    """Return Pillow's Image module, or stop if it isn't installed for this Python."""
    try:
        from PIL import Image
    except ImportError:
        sys.exit(f"make_corpus.py: {sys.executable} has no Pillow; install the Debian package "
                 "python3-pil and run this script with /usr/bin/python3")
    return Image


def empty_folder(name):
    """Make the folder `name` if need be and return its path; stop if something is in it already."""
    folder = pathlib.Path(name)
    if folder.exists() and not folder.is_dir():
        sys.exit(f"make_corpus.py: {folder} is not a folder")
    if folder.is_dir() and any(folder.iterdir()):
        sys.exit(f"make_corpus.py: {folder} is not empty; old images would mix with the new ones")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# photos

def photo_files():
    """Return (path, (width, height)) of every large enough JPEG in the packages, in a fixed order."""
    Image = pillow()
    files, missing = [], []
    for package in PHOTO_PACKAGES:
        try:
            listing = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True)
        except FileNotFoundError:
            sys.exit("make_corpus.py: the command dpkg was not found; photos needs a Debian system")
        if listing.returncode != 0:
            missing.append(package)
            continue
        for name in sorted(listing.stdout.splitlines()):
            if not name.lower().endswith((".jpg", ".jpeg")):
                continue
            try:
                with Image.open(name) as image:
                    size = image.size
            except OSError:  # a file left out at installation, or not a picture
                continue
            if min(size) >= SMALLEST_PHOTO_SIDE:
                files.append((name, size))
    if missing:
        fail_missing(missing)
    if not files:
        sys.exit("make_corpus.py: the packages " + ", ".join(PHOTO_PACKAGES)
                 + " are installed, but none of their photographs is on this machine")
    return files


def draw_box(rng, source_size, target_size):
    """Draw a random crop box inside a photograph, in the shape of the target size."""
    scale = rng.uniform(0.25, 1.0) * min(source_size[0] / target_size[0],
                                         source_size[1] / target_size[1])
    width = max(1, int(target_size[0] * scale))
    height = max(1, int(target_size[1] * scale))
    x = rng.randint(0, source_size[0] - width)
    y = rng.randint(0, source_size[1] - height)
    return x, y, x + width, y + height


def photos(args):
    """Write `args.images` crops, dealt out to the photographs and to the classes in turn."""
    Image = pillow()
    files = photo_files()
    out = empty_folder(args.out)
    rng = random.Random(args.seed)
    boxes = [draw_box(rng, files[n % len(files)][1], args.size) for n in range(args.images)]
    for c in range(min(args.classes, args.images)):
        (out / f"class_{c:03d}").mkdir()
    # One photograph at a time, so that only one is in memory.
    for first, (name, _) in enumerate(files):
        with Image.open(name) as opened:
            source = opened.convert("RGB")
        for n in range(first, args.images, len(files)):
            crop = source.resize(args.size, Image.BILINEAR, box=boxes[n])
            crop.save(out / f"class_{n % args.classes:03d}" / f"{n:06d}.jpg",
                      quality=args.quality, subsampling=2)
    print(f"{args.images} images from {len(files)} photographs in {out}")


# fashion

def read_fashion(split):
    """Return (columns, rows, images, labels) of one split; an image is its rows*columns bytes."""
    prefix = FASHION_PREFIX[split]
    try:
        with gzip.open(FASHION_FOLDER / f"{prefix}-images-idx3-ubyte.gz") as f:
            magic, count, rows, columns = struct.unpack(">IIII", f.read(16))
            pixels = f.read()
        with gzip.open(FASHION_FOLDER / f"{prefix}-labels-idx1-ubyte.gz") as f:
            label_magic, label_count = struct.unpack(">II", f.read(8))
            labels = f.read()
    except FileNotFoundError:
        fail_missing([FASHION_PACKAGE])
    area = rows * columns
    if ((magic, label_magic, label_count) != (0x803, 0x801, count)
            or len(pixels) != count * area or len(labels) != count):
        sys.exit(f"make_corpus.py: the {split} files in {FASHION_FOLDER} are damaged")
    images = [pixels[n * area:(n + 1) * area] for n in range(count)]
    return columns, rows, images, labels


def fashion(args):
    """Write the first `args.limit` images of a split, named by their place in the split."""
    Image = pillow()
    columns, rows, images, labels = read_fashion(args.split)
    out = empty_folder(args.out)
    images = images[:args.limit]
    for n, image in enumerate(images):
        folder = out / FASHION_LABELS[labels[n]]
        folder.mkdir(exist_ok=True)
        Image.frombytes("L", (columns, rows), image).save(folder / f"{n:05d}.png")
    print(f"{len(images)} images in {out}")


# shipped

def paeth(left, up, corner):
    """Return the PNG Paeth predictor: whichever neighbour is nearest to left + up - corner."""
    to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def filter_row(kind, row, above):
    """Return one grey row under PNG filter `kind` (0 none, 1 sub, 2 up, 3 average, 4 Paeth)."""
    left, corner = b"\0" + row[:-1], b"\0" + above[:-1]
    if kind == 0:
        filtered = row
    elif kind == 1:
        filtered = bytes((x - a) & 255 for x, a in zip(row, left))
    elif kind == 2:
        filtered = bytes((x - b) & 255 for x, b in zip(row, above))
    elif kind == 3:
        filtered = bytes((x - (a + b) // 2) & 255 for x, a, b in zip(row, left, above))
    else:
        filtered = bytes((x - paeth(a, b, c)) & 255
                         for x, a, b, c in zip(row, left, above, corner))
    return bytes([kind]) + filtered


def filterings(pixels, columns):
    """Return the image under each filter, and under the row-wise choice of smallest differences."""
    rows = [pixels[i:i + columns] for i in range(0, len(pixels), columns)]
    above = [bytes(columns)] + rows[:-1]
    by_kind = [[filter_row(kind, row, up) for row, up in zip(rows, above)] for kind in range(5)]
    mixed = [min(choices, key=lambda line: sum(min(v, 256 - v) for v in line[1:]))
             for choices in zip(*by_kind)]
    return [b"".join(lines) for lines in by_kind + [mixed]]


def deflate(data, strategy, memory):
    """Return `data` as a zlib stream of level 9."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, memory, strategy)
    return packer.compress(data) + packer.flush()


def png_chunk(kind, data):
    """Return one PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def smallest_png(pixels, columns, rows):
    """Return an 8-bit grey PNG with no ancillary chunks, the smallest over filters and strategies."""
    strategies = [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_RLE, zlib.Z_HUFFMAN_ONLY,
                  zlib.Z_FIXED]
    streams = [deflate(data, strategy, memory) for data, strategy, memory
               in itertools.product(filterings(pixels, columns), strategies, (8, 9))]
    header = struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
            + png_chunk(b"IDAT", min(streams, key=len)) + png_chunk(b"IEND", b""))


def packed_size(name, content):
    """Return how many bytes a file takes up in the zip: its data and its two headers."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = len(packer.compress(content) + packer.flush())
    return min(len(content), deflated) + 30 + 46 + 2 * len(name)


def shipped_entries(per_class):
    """Return the zip's {name: PNG bytes}: the first images of each class of the train split.

    Without `per_class` it is the largest number for which the zip stays below its size limit.
    """
    columns, rows, images, labels = read_fashion("train")
    places = [[n for n, label in enumerate(labels) if label == c]
              for c in range(len(FASHION_LABELS))]
    most = min(map(len, places))
    if per_class is not None and per_class > most:
        sys.exit(f"make_corpus.py: --per-class is at most {most}")
    entries, size = {}, 22  # 22 bytes: the end of the zip's directory
    for i in range(per_class or most):
        layer = {f"{FASHION_LABELS[c]}/{of_class[i]:05d}.png":
                 smallest_png(images[of_class[i]], columns, rows)
                 for c, of_class in enumerate(places)}
        size += sum(packed_size(name, content) for name, content in layer.items())
        if per_class is None and size >= SHIPPED_BYTES_BELOW:
            break
        entries.update(layer)
    return entries


def shipped(args):
    """Write the zip file: sorted names, fixed times, each entry stored or deflated if smaller."""
    entries = shipped_entries(args.per_class)
    out = pathlib.Path(args.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(out.name + ".part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for name, content in sorted(entries.items()):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.create_system = 3  # Unix, whatever system this runs on
            info.external_attr = 0o100644 << 16
            stored = packed_size(name, content) == len(content) + 30 + 46 + 2 * len(name)
            method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, method, 9)
    os.replace(unfinished, out)
    print(f"{len(entries)} images ({len(entries) // len(FASHION_LABELS)} per class), "
          f"{out.stat().st_size} bytes in {out}")


# Command line

def positive(text):
    """Parse a whole number from 1 on."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def jpeg_quality(text):
    """Parse a JPEG quality, 1 to 95 (Pillow advises against more)."""
    number = int(text)
    if not 1 <= number <= 95:
        raise argparse.ArgumentTypeError("must be between 1 and 95")
    return number


def dimensions(text):
    """Parse WIDTHxHEIGHT."""
    match = re.fullmatch(r"([1-9]\d*)x([1-9]\d*)", text)
    if not match:
        raise argparse.ArgumentTypeError("must be WIDTHxHEIGHT, such as 500x375")
    return int(match[1]), int(match[2])


def parse_arguments(argv=None):
    """Return the parsed command line; `run` is the function of the chosen sub-command."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(function, text):
        sub = commands.add_parser(function.__name__, help=text, description=text,
                                  formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        sub.set_defaults(run=function)
        return sub

    sub = command(photos, "JPEG crops of real photographs")
    sub.add_argument("out", metavar="OUT", help="a new or empty folder")
    sub.add_argument("--images", type=positive, default=2000, help="number of images in all")
    sub.add_argument("--classes", type=positive, default=10, help="number of class folders")
    sub.add_argument("--size", type=dimensions, default="500x375", help="WIDTHxHEIGHT of an image")
    sub.add_argument("--quality", type=jpeg_quality, default=90, help="JPEG quality")
    sub.add_argument("--seed", type=int, default=1, help="seed of the random crops")

    sub = command(fashion, "Fashion-MNIST as PNG files")
    sub.add_argument("out", metavar="OUT", help="a new or empty folder")
    sub.add_argument("--split", choices=sorted(FASHION_PREFIX), default="train", help="which split")
    sub.add_argument("--limit", type=positive, help="only the first LIMIT images of the split")

    sub = command(shipped, "the zip file of Fashion-MNIST images in dl4j-imagegen-examples")
    sub.add_argument("out", metavar="OUT.zip", help="the zip file; overwritten if it exists")
    sub.add_argument("--per-class", type=positive, metavar="N",
                     help=f"images of each class; if not given, as many as keep the zip below "
                          f"{SHIPPED_BYTES_BELOW} bytes")
    return parser.parse_args(argv)


def main():
    """Run the chosen sub-command."""
    args = parse_arguments()
    args.run(args)


if __name__ == "__main__":
    main()
