#!/usr/bin/python3
"""Writes what Keras makes of a folder. Run as
python3 make_directory_vectors.py keras_preprocessing > directory.json
python3 make_directory_vectors.py keras > directory-keras3.json

Needs keras_preprocessing 1.1.0 or keras 3 (any backend), scipy, pillow. Values are float32 in C order, channels last.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import tempfile

import numpy as np
import PIL
from PIL import Image

LIBRARY = sys.argv[1]
IMAGE_MODULES = {"keras_preprocessing": "keras_preprocessing.image", "keras": "keras.src.legacy.preprocessing.image"}
ImageDataGenerator = importlib.import_module(IMAGE_MODULES[LIBRARY]).ImageDataGenerator
CLASSES = {"cat": 5, "dog": 6}
TRANSFORMS = dict(
    rotation_range=30, width_shift_range=0.2, height_shift_range=0.2, shear_range=10.0, zoom_range=0.2,
    horizontal_flip=True, channel_shift_range=20.0)


def picture(number):
    """The test makes the same one."""
    h, w = 9 + number % 4, 12 + number % 5
    r, q, k = np.meshgrid(np.arange(h), np.arange(w), np.arange(3), indexing="ij")
    return ((number * 41 + r * 37 + q * 59 + k * 83 + r * q * 11) % 256).astype("uint8")


def floats(a):
    return [float("%.6g" % v) for v in np.ravel(a)]


def tree(root):
    number = 0
    for name, count in CLASSES.items():
        os.makedirs(os.path.join(root, name))
        for i in range(count):
            Image.fromarray(picture(number)).save(os.path.join(root, name, "%d.png" % i))
            number += 1


def saved(folder):
    result = {}
    for name in sorted(os.listdir(folder)):
        result[name] = [int(v) for v in np.ravel(np.asarray(Image.open(os.path.join(folder, name))))]
        os.remove(os.path.join(folder, name))
    return result


def flow(root, name, config, traversal, saves, class_mode="sparse", **args):
    with tempfile.TemporaryDirectory() as folder:
        generator = ImageDataGenerator(rescale=1.0 / 255, validation_split=0.3, **config)
        it = generator.flow_from_directory(
            root, target_size=(6, 7), class_mode=class_mode, batch_size=4, seed=11, save_to_dir=folder if saves else None,
            save_prefix="p", **args)
        epochs = []
        for _ in range(3):
            batches = [next(it) if traversal == "NEXT" else it[i] for i in range(len(it))]
            if traversal == "BY_INDEX":
                it.on_epoch_end()
            epochs.append(dict(
                labels=[int(v) for b in batches for v in b[1]] if class_mode else [],
                images=[floats(v) for b in batches for v in (b[0] if class_mode else b)]))
        pictures = saved(folder)
        return dict(
            name=name, config=config, traversal=traversal, saves=saves, class_mode=class_mode, args=args, filenames=it.filenames,
            epochs=epochs, saved=pictures)


def fit(config, args):
    x = np.stack([picture(4 * i)[:8, :9] for i in range(6)]).astype("float32")
    generator = ImageDataGenerator(
        rescale=1.0 / 255, featurewise_center=True, featurewise_std_normalization=True, **config)
    generator.fit(x, **args)
    return dict(config=config, args=args, mean=floats(generator.mean), std=floats(generator.std))


def main():
    with tempfile.TemporaryDirectory() as root:
        tree(root)
        with contextlib.redirect_stdout(io.StringIO()):
            flows = [
                flow(root, "%s %s %s" % (t, subset, saves), TRANSFORMS, t, saves, subset=subset,
                     interpolation="bilinear")
                for t in ("BY_INDEX", "NEXT") for subset in ("training", "validation") for saves in (False, True)]
            flows.append(flow(root, "all", {}, "BY_INDEX", False))
            flows.append(flow(root, "in order", {}, "BY_INDEX", False, shuffle=False, classes=["dog", "cat"]))
            flows.append(flow(root, "without labels", TRANSFORMS, "BY_INDEX", True, None, subset="training"))
            flows.append(flow(root, "to predict", {}, "NEXT", True, None, shuffle=False))
        fits = [fit({}, {}), fit(TRANSFORMS, dict(augment=True, rounds=3, seed=5))]
    print("{")
    print('"made_with": %s,' % json.dumps(dict(
        **{LIBRARY: sys.modules[LIBRARY].__version__}, numpy=np.__version__, pillow=PIL.__version__)))
    print('"flows": [\n%s\n],' % ",\n".join(json.dumps(c) for c in flows))
    print('"fits": [\n%s\n]' % ",\n".join(json.dumps(c) for c in fits))
    print("}")


if __name__ == "__main__":
    sys.exit(main())
