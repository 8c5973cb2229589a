#!/usr/bin/python3
"""Writes vectors.json: what Keras answers, end to end. Run as python3 make_vectors.py > vectors.json

Needs keras 3 (any backend), keras_preprocessing 1.1.0, scipy, pillow. Values are float32 in C order, channels last.
"""

import json

import keras
import keras_preprocessing
import keras_preprocessing.image as kp110
import numpy as np
import scipy
from keras.src.legacy.preprocessing import image as keras3

VARIANTS = {"kp110": kp110.ImageDataGenerator, "keras3": keras3.ImageDataGenerator}

EVERYTHING = dict(
    rotation_range=30, width_shift_range=[-1, 2], height_shift_range=0.2, shear_range=10.0, zoom_range=0.2,
    horizontal_flip=True, vertical_flip=True, channel_shift_range=20.0)


def images(n, h, w, c):
    i, r, q, k = np.meshgrid(*[np.arange(m) for m in (n, h, w, c)], indexing="ij")
    return ((i * 41 + r * 37 + q * 59 + k * 83 + r * q * 11) % 256).astype("float32")


def floats(a):
    return [float("%.6g" % v) for v in np.ravel(a)]


def transforms():
    x = images(1, 7, 9, 3)[0]
    for variant, generator in VARIANTS.items():
        for order in range(6):
            for mode in ("constant", "nearest", "reflect", "wrap"):
                g = generator(fill_mode=mode, cval=30.0, interpolation_order=order, **EVERYTHING)
                seed = 10 * order + len(mode)
                yield dict(variant=variant, config=EVERYTHING, fill_mode=mode, cval=30.0, order=order, seed=seed,
                           output=floats(g.random_transform(x, seed=seed)))


def flows():
    configs = dict(
        plain=dict(),
        everything=EVERYTHING,
        brightness=dict(rotation_range=10, width_shift_range=2, height_shift_range=3, brightness_range=[0.5, 1.5]))
    for variant, generator in VARIANTS.items():
        for name, config in configs.items():
            for n, batch in ((3, 8), (5, 4)):
                for shuffle in (True, False) if name == "plain" else (True,):
                    for traversal in ("NEXT", "BY_INDEX"):
                        x = images(n, 5, 6, 1)
                        it = generator(rescale=1.0 / 255, data_format="channels_last", **config).flow(
                            x, np.arange(n), batch_size=batch, shuffle=shuffle, seed=11)
                        epochs = []
                        for _ in range(3):
                            batches = [next(it) if traversal == "NEXT" else it[i] for i in range(len(it))]
                            if traversal == "BY_INDEX":
                                it.on_epoch_end()
                            epochs.append(dict(labels=[int(v) for b in batches for v in b[1]],
                                               images=[floats(v) for b in batches for v in b[0]] if config else []))
                        yield dict(variant=variant, name=name, config=config, n=n, batch_size=batch, shuffle=shuffle,
                                   traversal=traversal, seed=11, epochs=epochs)


print("{")
print('"made_with": %s,' % json.dumps(dict(
    keras=keras.__version__, keras_preprocessing=keras_preprocessing.__version__, numpy=np.__version__,
    scipy=scipy.__version__)))
print('"image": %s,' % json.dumps(floats(images(1, 7, 9, 3)[0])))
print('"transforms": [\n%s\n],' % ",\n".join(json.dumps(c) for c in transforms()))
print('"flows": [\n%s\n]' % ",\n".join(json.dumps(c) for c in flows()))
print("}")
