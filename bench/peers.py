#!/usr/bin/python3
"""Measure what Python's image pipelines do with a folder of class folders, as imagegen bench does.

    bench/peers.py FOLDER [--size 224x224] [--augment none|keras] [--workers N] [--rounds N] [--json]

keras_preprocessing   ImageDataGenerator.flow_from_directory, its batches fetched by N processes, and by N threads, as
                      Keras's fit does with and without use_multiprocessing.
torchvision           ImageFolder behind torch's DataLoader with N workers.

Batches of 32 floats from 0 to 1, in random order, bilinear. Peers take turns; each has a round to warm up. A round is
as many epochs as it takes to have 2,000 images. Workers live for the whole run. What is not installed is skipped, and
it says so.

Packages:
    apt-get install python3-keras-preprocessing python3-torchvision python3-scipy python3-pil
"""
import argparse
import contextlib
import io
import json
import multiprocessing
import multiprocessing.pool
import os
import pathlib
import statistics
import sys
import time
import warnings

BATCH = 32
IMAGES_A_ROUND = 2_000


# Keras

keras_batches = None  # what the processes inherit


def keras_batch(index):
    """Return batch number `index`; module level, so that a process can be told to call it."""
    return keras_batches[index][0]


def keras_generator(folder, width, height, augment):
    """Return keras_preprocessing's batches, a sequence."""
    from keras_preprocessing.image import ImageDataGenerator
    chain = dict(rotation_range=20, width_shift_range=0.1, height_shift_range=0.1, shear_range=10,
                 zoom_range=0.2, horizontal_flip=True) if augment == "keras" else {}
    generator = ImageDataGenerator(rescale=1 / 255, data_format="channels_last", dtype="float32", **chain)
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it finds
        return generator.flow_from_directory(folder, target_size=(height, width), batch_size=BATCH,
                                             interpolation="bilinear", seed=1)


def keras_epoch(pool):
    """Return a function that reads one epoch through a pool and returns the number of images."""
    def epoch():
        keras_batches.on_epoch_end()
        return sum(len(batch) for batch in pool.imap(keras_batch, range(len(keras_batches))))
    return epoch


def keras_peers(folder, width, height, augment, workers):
    """Return {name: epoch} for keras_preprocessing."""
    global keras_batches
    keras_batches = keras_generator(folder, width, height, augment)
    keras_batches._set_index_array()
    processes = multiprocessing.get_context("fork").Pool(workers)
    threads = multiprocessing.pool.ThreadPool(workers)
    return {f"keras_preprocessing, {workers} processes": keras_epoch(processes),
            f"keras_preprocessing, {workers} threads": keras_epoch(threads)}


# PyTorch

def torchvision_peers(folder, width, height, augment, workers):
    """Return {name: epoch} for torchvision."""
    import torch
    from torchvision import datasets, transforms
    torch.set_num_threads(1)
    bilinear = transforms.InterpolationMode.BILINEAR
    chain = [transforms.RandomAffine(degrees=20, translate=(0.1, 0.1), scale=(0.8, 1.2), shear=10,
                                     interpolation=bilinear),
             transforms.RandomHorizontalFlip()] if augment == "keras" else []
    images = datasets.ImageFolder(folder, transforms.Compose(
        [transforms.Resize((height, width), interpolation=bilinear), *chain, transforms.ToTensor()]))
    loader = torch.utils.data.DataLoader(images, batch_size=BATCH, shuffle=True, num_workers=workers,
                                         persistent_workers=True)
    return {f"torchvision, {workers} workers": lambda: sum(len(batch) for batch, _ in loader)}


PEERS = {"keras_preprocessing": keras_peers, "torchvision": torchvision_peers}


# Measuring

def rate(epoch):
    """Return the images a second of one round."""
    start = time.perf_counter()
    images = 0
    while images < IMAGES_A_ROUND:
        images += epoch()
    return images / (time.perf_counter() - start)


def size(text):
    """Return (width, height) of 224x224."""
    try:
        width, height = (int(part) for part in text.split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"a size is WIDTHxHEIGHT, such as 64x48, but was {text!r}")
    if width < 1 or height < 1:
        raise argparse.ArgumentTypeError(f"a size must be positive but was {text!r}")
    return width, height


def positive(text):
    """Return a whole number of at least 1."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a positive whole number but was {text!r}")
    return int(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path, help="folder of class folders")
    parser.add_argument("--size", type=size, default=(224, 224), metavar="WIDTHxHEIGHT")
    parser.add_argument("--augment", choices=["none", "keras"], default="none",
                        help="keras: rotation 20, shifts 0.1, shear 10, zoom 0.2, horizontal flip")
    parser.add_argument("--workers", type=positive, default=os.cpu_count(), metavar="N")
    parser.add_argument("--rounds", type=positive, default=5, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"no such folder: {options.folder}")
    return options


def main():
    warnings.simplefilter("ignore")  # both use what newer libraries deprecate
    options = arguments()
    peers, skipped = {}, {}
    for name, make in PEERS.items():
        try:
            peers.update(make(str(options.folder), *options.size, options.augment, options.workers))
        except ImportError as reason:
            skipped[name] = str(reason)
            print(f"peers.py: {name} is skipped: {reason}", file=sys.stderr)
    if not peers:
        sys.exit("peers.py: there is nothing to measure; the Debian packages are python3-keras-preprocessing and "
                 "python3-torchvision, for /usr/bin/python3")
    for epoch in peers.values():
        rate(epoch)
    rates = {name: [] for name in peers}
    for _ in range(options.rounds):
        for name, epoch in peers.items():
            rates[name].append(rate(epoch))
    results = {name: {"median": statistics.median(all_), "slowest": min(all_), "fastest": max(all_)}
               for name, all_ in rates.items()}
    if options.json:
        print(json.dumps({"size": "%dx%d" % options.size, "augment": options.augment, "workers": options.workers,
                          "rounds": options.rounds, "imagesPerSecond": results, "skipped": skipped}, indent=2))
    else:
        for name, result in results.items():
            print("{}: {median:,.0f} images/s ({slowest:,.0f} to {fastest:,.0f})".format(name, **result))


if __name__ == "__main__":
    main()
