#!/usr/bin/python3
"""Writes reference.json and reference.bin: what torchvision, Pillow and OpenCV answer. Run as python3 make_reference.py [outdir]

Needs Debian 12's python3-torchvision (0.14.1), python3-pil (9.4.0), python3-opencv (4.6.0), python3-numpy, python3-scipy
(1.10.1), python3-skimage (0.19.3, for a photograph). Two runs give the same bytes; README.md says what is in the files.

A case is a call, evaluated for each of its inputs, in which
    x is the image as a numpy array (height x width x channels, 8-bit),
    p is it as a Pillow image,
    t is it as an 8-bit torch tensor, f as a float one with values from 0 to 1 (channels x height x width).
A result of floats is rounded, halves up: it is the formula's answer, without the truncation that torchvision's 8-bit
arithmetic ends in.
"""

import io
import json
import math
import os
import sys

import cv2
import numpy as np
import PIL
import scipy
import scipy.stats
import skimage
import torch
import torchvision
import torchvision.transforms.functional as F
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from scipy.interpolate import BSpline
from torchvision.transforms import autoaugment
from torchvision.transforms import InterpolationMode

NEAREST, BILINEAR, BICUBIC = InterpolationMode.NEAREST, InterpolationMode.BILINEAR, InterpolationMode.BICUBIC
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
torch.set_num_threads(1)

# ---- inputs: a photograph, small and odd-sized noise, grey, and a larger photograph for what looks at tiles ----

ASTRONAUT = skimage.data.astronaut()


def shrunk(rows, columns, factor):
    part = Image.fromarray(ASTRONAUT[rows[0]:rows[1], columns[0]:columns[1]])
    return np.asarray(part.reduce(factor))


INPUTS = {
    "photo": shrunk((0, 400), (20, 500), 10),
    "noise": np.random.RandomState(7).randint(0, 256, (29, 35, 3)).astype(np.uint8),
    "large": shrunk((64, 448), (0, 512), 4),
}
INPUTS["grey"] = np.asarray(Image.fromarray(INPUTS["photo"]).convert("L"))[:, :, None]
INPUTS["flat"] = (INPUTS["photo"] // 2 + 40).astype(np.uint8)  # of low contrast
COLOR = ("photo", "noise")
ALL = ("photo", "noise", "grey")


# ---- helpers of the calls ----


def pil(x):
    return Image.fromarray(x[:, :, 0] if x.shape[2] == 1 else x)


def cv(function, x, *args, **named):
    """OpenCV drops the last axis of grey images."""
    result = function(x, *args, **named)
    return result if result.ndim == 3 else result[:, :, None]


def matrix(*maps):
    """Affine maps, 2 x 3 or 3 x 3, one after the other, as OpenCV's 2 x 3."""
    product = np.eye(3)
    for each in maps:
        product = np.vstack([each, [0, 0, 1]])[:3] @ product
    return product[:2]


def centred(x, m):
    """A map about the centre of an image."""
    h, w = x.shape[:2]
    cx, cy = (w - 1) / 2, (h - 1) / 2
    return matrix([[1, 0, -cx], [0, 1, -cy]], m, [[1, 0, cx], [0, 1, cy]])


def warp(x, m, flags=cv2.INTER_LINEAR, border=cv2.BORDER_CONSTANT, value=(0, 0, 0)):
    return cv(cv2.warpAffine, x, np.float64(m), (x.shape[1], x.shape[0]), flags=flags, borderMode=border,
              borderValue=value)


def corners(x, move):
    """The frame of an image and, in from its corners by shares of width and height, a quadrilateral; edges count."""
    h, w = x.shape[:2]
    frame = np.float64([[0, 0], [w, 0], [w, h], [0, h]])
    inwards = np.float64([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    return (frame + inwards * np.float64(move) * [w, h]).tolist(), frame.tolist()


MOVE = [[0.10, 0.05], [0.20, 0.15], [0.05, 0.20], [0.15, 0.10]]


def perspective_cv(x):
    shown, frame = [np.float32(c) - 0.5 for c in corners(x, MOVE)]
    return cv(cv2.warpPerspective, x, cv2.getPerspectiveTransform(shown, frame), (x.shape[1], x.shape[0]),
              borderMode=cv2.BORDER_REPLICATE)


def mosaic(x, center):
    """An image four times in its own frame, in two rows of two."""
    h, w = x.shape[:2]
    across, down = [int(center * n + 0.5) for n in (w, h)]
    rows = [np.hstack([cv(cv2.resize, x, (columns, lines), interpolation=cv2.INTER_LINEAR)
                       for columns in (across, w - across)]) for lines in (down, h - down)]
    return np.vstack(rows)


def control_points(cells, amplitude):
    """Displacements in shares of the image that anybody can make: (cells + 3) x (cells + 3) of x, and of y."""
    i, j = np.mgrid[0:cells + 3, 0:cells + 3]
    return amplitude * np.sin(1.3 * i + 2.1 * j), amplitude * np.cos(1.7 * i - 0.9 * j)


def spline(points, h, w, cells):
    """A uniform bicubic B-spline over cells x cells, at the centres of h x w pixels: scipy's basis."""
    def basis(n):
        u = (np.arange(n) + 0.5) * cells / n
        return BSpline.design_matrix(u, np.arange(-3, cells + 4, dtype=float), 3).toarray()
    return basis(h) @ points @ basis(w).T


def elastic_maps(x, cells, amplitude):
    h, w = x.shape[:2]
    px, py = control_points(cells, amplitude)
    return w * spline(px, h, w, cells), h * spline(py, h, w, cells)


def remap(x, dx, dy, border=cv2.BORDER_REPLICATE):
    h, w = x.shape[:2]
    rows, columns = np.mgrid[0:h, 0:w]
    return cv(cv2.remap, x, np.float32(columns + dx), np.float32(rows + dy), cv2.INTER_LINEAR, borderMode=border)


def elastic_torch(x, f, cells, amplitude):
    dx, dy = elastic_maps(x, cells, amplitude)
    shares = np.stack([2 * dx / x.shape[1], 2 * dy / x.shape[0]], axis=-1)[None]
    return F.elastic_transform(f, torch.tensor(np.float32(shares)), BILINEAR, None)


def grid_maps(x, cells, limit):
    """Lines moved by a given share of a cell, smoothly; the edges stay."""
    h, w = x.shape[:2]

    def lines(n, factor):
        moved = np.zeros(cells + 3)
        moved[2:cells + 1] = limit * n / cells * np.sin(factor * np.arange(2, cells + 1))
        moved[0], moved[-1] = -moved[2], -moved[-3]
        return moved
    across, down = lines(w, 2.0), lines(h, 3.0)
    return (spline(np.tile(across, (cells + 3, 1)), h, w, cells),
            spline(np.tile(down[:, None], (1, cells + 3)), h, w, cells))


def optical_maps(x, k):
    """A pixel at a distance r from the centre comes from r (1 + k r^2), r = 1 in the corners."""
    h, w = x.shape[:2]
    rows, columns = np.mgrid[0:h, 0:w]
    u, v = columns + 0.5 - w / 2, rows + 0.5 - h / 2
    more = k * (u * u + v * v) / (w * w / 4 + h * h / 4)
    return u * more, v * more


def motion_kernel(length, degrees):
    """A line, shared out among the four cells around each of its points, by a fine sum."""
    reach = (length - 1) / 2
    radius = math.ceil(reach)
    kernel = np.zeros((2 * radius + 2, 2 * radius + 2))
    for s in (np.arange(20000) + 0.5) / 10000 - 1:
        x = radius + s * reach * math.cos(math.radians(degrees))
        y = radius - s * reach * math.sin(math.radians(degrees))
        i, j = int(y), int(x)
        for di, dj in ((0, 0), (0, 1), (1, 0), (1, 1)):
            kernel[i + di, j + dj] += abs(1 - di - (y - i)) * abs(1 - dj - (x - j)) / 20000
    return kernel[:-1, :-1]


def clahe(x, limit, tiles):
    filter = cv2.createCLAHE(limit, (tiles, tiles))
    if x.shape[2] == 1:
        return filter.apply(x)[:, :, None]
    lab = cv2.cvtColor(x, cv2.COLOR_RGB2LAB)
    lab[:, :, 0] = filter.apply(lab[:, :, 0])
    return cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)


def jpeg(p, quality):
    file = io.BytesIO()
    p.save(file, "JPEG", quality=quality, subsampling="4:2:0")
    return Image.open(file)


def jpeg_cv(x, quality):
    swapped = x[:, :, ::-1] if x.shape[2] == 3 else x
    code = cv2.imencode(".jpg", swapped, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    read = cv2.imdecode(code, cv2.IMREAD_UNCHANGED)
    return read[:, :, ::-1] if x.shape[2] == 3 else read[:, :, None]


def erased(f, holes, color=(0, 0, 0)):
    """Rectangles of (left, top, width, height), cut off at the edges."""
    for left, top, width, height in holes:
        i, j = max(0, top), max(0, left)
        f = F.erase(f, i, j, max(0, top + height - i), max(0, left + width - j),
                    torch.tensor(color, dtype=f.dtype)[:, None, None] / 255)
    return f


def grid_holes(distance, side, top, left, x):
    return [(c, r, side, side) for r in range(top, x.shape[0], distance) for c in range(left, x.shape[1], distance)]


def change(t, name, magnitude):
    """One of the changes of torchvision's policies."""
    return autoaugment._apply_op(t, name, magnitude, NEAREST, [0.0] * t.shape[0])


def augmix(t):
    """torchvision's AugMix with weights and chains that are given."""
    one = change(change(t, "ShearX", -0.25), "Solarize", 200.0)
    two = change(t, "TranslateX", 4.0)
    return (0.4 * t + 0.35 * one + 0.25 * two) / 255


def resized(p, size, filter):
    return p.resize(size, getattr(Image.Resampling, filter))


def pasted(x, left, top, width, height):
    """From the image mirrored, as the partner."""
    result, partner = pil(x).copy(), ImageOps.mirror(pil(x))
    result.paste(partner.crop((left, top, left + width, top + height)), (left, top))
    return result


# ---- cases: an id that starts with whose answer it is, the call, the inputs ----

CASES = [
    # what only moves pixels
    ("torchvision hflip", "F.hflip(t)", ALL),
    ("torchvision vflip", "F.vflip(t)", ALL),
    ("Pillow ROTATE_90", "p.transpose(Image.Transpose.ROTATE_90)", ALL),
    ("Pillow ROTATE_180", "p.transpose(Image.Transpose.ROTATE_180)", COLOR),
    ("Pillow ROTATE_270", "p.transpose(Image.Transpose.ROTATE_270)", COLOR),
    ("Pillow TRANSPOSE", "p.transpose(Image.Transpose.TRANSPOSE)", COLOR),
    ("Pillow TRANSVERSE", "p.transpose(Image.Transpose.TRANSVERSE)", COLOR),
    ("Pillow FLIP_LEFT_RIGHT", "p.transpose(Image.Transpose.FLIP_LEFT_RIGHT)", COLOR),
    ("Pillow FLIP_TOP_BOTTOM", "p.transpose(Image.Transpose.FLIP_TOP_BOTTOM)", COLOR),
    ("torchvision crop", "F.crop(t, 3, 5, 20, 24)", ALL),
    ("torchvision center_crop even", "F.center_crop(t, [x.shape[0] - 6, x.shape[1] - 8])", ALL),
    ("torchvision center_crop larger", "F.center_crop(t, [x.shape[0] + 5, x.shape[1] + 3])", ALL),
    ("torchvision center_crop higher", "F.center_crop(t, [x.shape[0] + 5, x.shape[1] - 8])", COLOR),
    ("torchvision pad constant", "F.pad(t, [4, 1, 2, 3], fill=124)", ALL),
    ("torchvision pad edge", "F.pad(t, [4, 1, 2, 3], padding_mode='edge')", COLOR),
    ("torchvision pad reflect", "F.pad(t, [4, 1, 2, 3], padding_mode='reflect')", COLOR),
    ("torchvision pad symmetric", "F.pad(t, [4, 1, 2, 3], padding_mode='symmetric')", COLOR),
    ("OpenCV copyMakeBorder wrap", "cv2.copyMakeBorder(x, 1, 3, 4, 2, cv2.BORDER_WRAP)", COLOR),
    ("torchvision affine translate", "F.affine(t, 0.0, [7, -3], 1.0, [0.0, 0.0], NEAREST)", ALL),
    # affine maps
    ("torchvision rotate nearest", "F.rotate(t, 30.0, NEAREST)", ALL),
    ("torchvision rotate bilinear", "F.rotate(f, 30.0, BILINEAR)", ALL),
    ("torchvision rotate fill", "F.rotate(t, -50.0, NEAREST, fill=[124.0] * x.shape[2])", COLOR),
    ("Pillow rotate", "p.rotate(20.0, Image.Resampling.NEAREST)", ALL),
    ("OpenCV warpAffine rotation", "warp(x, cv2.getRotationMatrix2D(((x.shape[1] - 1) / 2, (x.shape[0] - 1) / 2), 30, 1))", ALL),
    ("OpenCV warpAffine rotation bicubic", "warp(x, cv2.getRotationMatrix2D(((x.shape[1] - 1) / 2, (x.shape[0] - 1) / 2), 30, 1), cv2.INTER_CUBIC)", COLOR),
    ("OpenCV warpAffine rotation lanczos", "warp(x, cv2.getRotationMatrix2D(((x.shape[1] - 1) / 2, (x.shape[0] - 1) / 2), 30, 1), cv2.INTER_LANCZOS4)", COLOR),
    ("torchvision affine scale", "F.affine(f, 0.0, [0, 0], 1.3, [0.0, 0.0], BILINEAR)", ALL),
    ("torchvision affine shear", "F.affine(f, 0.0, [0, 0], 1.0, [-20.0, 0.0], BILINEAR)", ALL),
    ("torchvision affine all", "F.affine(f, -25.0, [4, -2], 0.8, [-15.0, 0.0], BILINEAR)", ALL),
    ("OpenCV warpAffine all", "warp(x, matrix(centred(x, matrix([[0.8 * math.sqrt(1.2), 0, 0], [0, 0.8 / math.sqrt(1.2), 0]], [[1, math.tan(math.radians(15)), 0], [math.tan(math.radians(-10)), 1, 0]], cv2.getRotationMatrix2D((0, 0), 25, 1))), [[1, 0, 4], [0, 1, -2]]), border=cv2.BORDER_REFLECT_101)", COLOR),
    # sizes
    ("OpenCV resize area", "cv(cv2.resize, x, (20, 16), interpolation=cv2.INTER_AREA)", ALL),
    ("Pillow reduce 2", "p.crop((0, 0, 24, 20)).reduce(2)", COLOR),
    ("OpenCV resize nearest", "cv(cv2.resize, x, (61, 53), interpolation=cv2.INTER_NEAREST_EXACT)", COLOR),
    ("Pillow resize NEAREST", "resized(p, (61, 53), 'NEAREST')", COLOR),
    ("OpenCV resize linear", "cv(cv2.resize, x, (61, 53), interpolation=cv2.INTER_LINEAR)", ALL),
    ("OpenCV resize cubic", "cv(cv2.resize, x, (61, 53), interpolation=cv2.INTER_CUBIC)", COLOR),
    ("OpenCV resize lanczos4", "cv(cv2.resize, x, (61, 53), interpolation=cv2.INTER_LANCZOS4)", COLOR),
    ("torchvision resize bilinear", "F.resize(f, [53, 61], BILINEAR, antialias=False)", ALL),
    ("torchvision resize bicubic", "F.resize(f, [53, 61], BICUBIC, antialias=False).clamp(0, 1)", COLOR),
    ("Pillow resize BILINEAR", "resized(p, (61, 53), 'BILINEAR')", COLOR),
    ("torchvision resize shortest side", "F.resize(f, 2 * min(x.shape[:2]), BILINEAR, antialias=False)", COLOR),
    ("torchvision resize longest side", "F.resize(f, 2 * max(x.shape[:2]) - 1, BILINEAR, 2 * max(x.shape[:2]), antialias=False)", COLOR),
    ("Pillow resize box", "p.resize((16, 16), Image.Resampling.BILINEAR, (5, 3, 29, 23))", ALL),
    ("torchvision resized_crop Pillow", "F.resized_crop(p, 3, 5, 20, 24, [16, 16], BILINEAR)", ALL),
    ("torchvision resized_crop bilinear", "F.resized_crop(f, 3, 5, 14, 11, [16, 16], BILINEAR)", ALL),
    # bent
    ("torchvision perspective", "F.perspective(f, *corners(x, MOVE), BILINEAR)", ALL),
    ("OpenCV warpPerspective", "perspective_cv(x)", ALL),
    ("OpenCV remap elastic", "remap(x, *elastic_maps(x, 4, 0.05))", ALL),
    ("torchvision elastic_transform", "elastic_torch(x, f, 4, 0.05)", ALL),
    ("OpenCV remap grid", "remap(x, *grid_maps(x, 5, 0.4))", ALL),
    ("OpenCV remap barrel", "remap(x, *optical_maps(x, 0.2))", ALL),
    ("OpenCV remap pincushion", "remap(x, *optical_maps(x, -0.2))", ALL),
    # values
    ("OpenCV add", "cv(cv2.add, x, (51.0,) * 4)", ALL),
    ("OpenCV subtract", "cv(cv2.subtract, x, (102.0,) * 4)", ALL),
    ("torchvision adjust_brightness", "F.adjust_brightness(f, 1.4)", ALL),
    ("torchvision adjust_brightness darker", "F.adjust_brightness(f, 0.6)", COLOR),
    ("torchvision adjust_brightness 8-bit", "F.adjust_brightness(t, 1.4)", COLOR),
    ("torchvision adjust_contrast", "F.adjust_contrast(f, 1.7)", ALL),
    ("torchvision adjust_contrast less", "F.adjust_contrast(f, 0.3)", COLOR),
    ("Pillow Contrast", "ImageEnhance.Contrast(p).enhance(1.7)", ALL),
    ("torchvision adjust_saturation", "F.adjust_saturation(f, 1.7)", COLOR),
    ("torchvision adjust_saturation less", "F.adjust_saturation(f, 0.3)", COLOR),
    ("Pillow Color", "ImageEnhance.Color(p).enhance(1.7)", COLOR),
    ("torchvision adjust_hue", "F.adjust_hue(f, 0.2)", COLOR),
    ("torchvision adjust_hue back", "F.adjust_hue(f, -0.35)", COLOR),
    ("torchvision ColorJitter", "F.adjust_contrast(F.adjust_hue(F.adjust_brightness(F.adjust_saturation(f, 0.7), 1.2), 0.1), 1.3)", COLOR),
    ("OpenCV add channels", "cv2.add(x, (17.0, -20.0, 5.0, 0.0))", COLOR),
    ("torchvision adjust_gamma", "F.adjust_gamma(f, 0.6)", ALL),
    ("torchvision adjust_gamma darker", "F.adjust_gamma(f, 2.2)", COLOR),
    ("Pillow convert", "np.dstack([np.asarray(p.convert('L'))] * 3)", COLOR),
    ("torchvision rgb_to_grayscale", "F.rgb_to_grayscale(f, 3)", COLOR),
    ("torchvision invert", "F.invert(t)", ALL),
    ("torchvision posterize", "F.posterize(t, 3)", ALL),
    ("torchvision solarize", "F.solarize(t, 100.0)", ALL),
    ("torchvision equalize", "F.equalize(t)", ("photo", "noise", "grey", "flat", "large")),
    ("Pillow equalize", "ImageOps.equalize(p)", ("photo", "noise", "grey", "flat", "large")),
    ("torchvision autocontrast", "F.autocontrast(f)", ("photo", "grey", "flat")),
    ("Pillow autocontrast", "ImageOps.autocontrast(p)", ("photo", "grey", "flat")),
    ("OpenCV CLAHE", "clahe(x, 4.0, 8)", ("large", "grey")),
    ("torchvision adjust_sharpness", "F.adjust_sharpness(f, 2.5)", ALL),
    ("torchvision adjust_sharpness smooth", "F.adjust_sharpness(f, 0.0)", ALL),
    ("Pillow Sharpness", "ImageEnhance.Sharpness(p).enhance(2.5)", COLOR),
    ("torchvision gaussian_blur", "F.gaussian_blur(f, [11, 11], [1.5, 1.5])", ALL),
    ("OpenCV GaussianBlur", "cv(cv2.GaussianBlur, x, (11, 11), 1.5)", ALL),
    ("OpenCV filter2D motion", "cv(cv2.filter2D, x, -1, motion_kernel(6.0, 30.0))", ALL),
    ("OpenCV filter2D motion across", "cv(cv2.filter2D, x, -1, motion_kernel(5.0, 0.0))", COLOR),
    ("Pillow Kernel", "p.filter(ImageFilter.Kernel((3, 3), [2, 0, -3, 4, 6, -1, 1, -2, 3], 10))", COLOR),
    ("OpenCV medianBlur 3", "cv(cv2.medianBlur, x, 3)", ALL),
    ("OpenCV medianBlur 5", "cv(cv2.medianBlur, x, 5)", ALL),
    ("Pillow MedianFilter", "p.filter(ImageFilter.MedianFilter(5))", ALL),
    ("Pillow JPEG 30", "jpeg(p, 30)", ("photo", "noise", "grey", "large")),
    ("OpenCV JPEG 90", "jpeg_cv(x, 90)", ("photo", "noise", "grey")),
    ("numpy multiply", "x * np.uint8([1, 0, 1])", COLOR),
    ("Pillow merge", "Image.merge('RGB', [p.split()[c] for c in (2, 0, 1)])", COLOR),
    ("torchvision erase", "erased(f, [(7, 4, 11, 13)], (124, 116, 104))", COLOR),
    ("torchvision erase holes", "erased(f, [(7, 4, 11, 13), (10, 9, 6, 14), (0, 20, 5, 3)])", COLOR),
    ("torchvision erase grid", "erased(f, grid_holes(7, 4, -5, -3, x))", COLOR),
    # mixtures
    ("torchvision AugMix", "augmix(t)", COLOR),
    ("OpenCV addWeighted", "cv2.addWeighted(x, 0.7, np.ascontiguousarray(x[:, ::-1]), 0.3, 0)", COLOR),
    ("Pillow paste", "pasted(x, 5, 7, 13, 9)", COLOR),
    ("OpenCV resize into quarters", "mosaic(x, 0.25)", ALL),
] + [("torchvision RandAugment " + name, "change(t, %r, %r)" % (name, magnitude), COLOR) for name, magnitude in [
    ("Identity", 0.0), ("ShearX", 0.25), ("ShearY", -0.15), ("TranslateX", 5.7), ("TranslateY", -3.4), ("Rotate", 20.0),
    ("Brightness", 0.45), ("Color", -0.6), ("Contrast", 0.45), ("Sharpness", 0.9), ("Posterize", 4.0),
    ("Solarize", 127.5), ("AutoContrast", 0.0), ("Equalize", 0.0)]] + [
    ("torchvision AutoAugment Invert", "change(t, 'Invert', 0.0)", COLOR),
    ("torchvision TrivialAugmentWide ShearX", "change(t, 'ShearX', 0.99)", ("photo",)),
    ("torchvision TrivialAugmentWide Rotate", "change(t, 'Rotate', -135.0)", ("photo",)),
    ("torchvision TrivialAugmentWide Posterize", "change(t, 'Posterize', 2.0)", ("photo",)),
    ("torchvision TrivialAugmentWide Color", "change(t, 'Color', 0.99)", ("photo",)),
]


# ---- tables of the policies ----

SIZES = [(331, 662), (32, 32), (224, 200)]


def space(policy, bins, size):
    table = policy._augmentation_space(bins, size) if size else policy._augmentation_space(bins)
    return {name: {"signed": signed, "magnitudes": np.atleast_1d(values.numpy()).astype(float).round(5).tolist()}
            for name, (values, signed) in table.items()}


def policies():
    spaces = []
    for size in SIZES:
        for name, policy, bins in [("RandAugment", torchvision.transforms.RandAugment(), 31),
                                   ("AutoAugment", torchvision.transforms.AutoAugment(), 10),
                                   ("AugMix", torchvision.transforms.AugMix(), 10)]:
            spaces.append({"policy": name, "size": size, "changes": space(policy, bins, size)})
    spaces.append({"policy": "TrivialAugmentWide", "size": SIZES[0],
                   "changes": space(torchvision.transforms.TrivialAugmentWide(), 31, None)})
    pairs = {policy.name: torchvision.transforms.AutoAugment(policy).policies
             for policy in torchvision.transforms.AutoAugmentPolicy}
    return {"spaces": spaces, "pairs": pairs}


# ---- what is random for every pixel: not the numbers can be compared, but how they are distributed ----


def elastic_statistics(size, alpha, sigma, images=200):
    """Of torchvision's displacements, in pixels, away from the edges: there its blur sees the image mirrored."""
    torch.manual_seed(7)
    transform = torchvision.transforms.ElasticTransform(alpha=float(alpha), sigma=float(sigma))
    inside = slice(4 * sigma, size - 4 * sigma)
    fields = []
    for _ in range(images):
        shares = transform.get_params(transform.alpha, transform.sigma, [size, size])[0].numpy()
        fields += [shares[inside, inside, 0] * size / 2, shares[inside, inside, 1] * size / 2]
    fields = np.float64(fields)
    variance = (fields ** 2).mean()
    correlations = [(fields[:, :, d:] * fields[:, :, :-d]).mean() / variance for d in (sigma, 2 * sigma)]
    return {"size": size, "alpha": alpha, "sigma": sigma, "deviation": round(variance ** 0.5, 4),
            "correlations": [round(each, 4) for each in correlations]}


def levels(cumulative):
    """The probabilities of the levels 0 to 255, from that of being below a place."""
    below = cumulative(np.arange(256) + 0.5)
    below[255] = 1
    return [round(each, 9) for each in np.diff(below, prepend=0)]


def shot(photons, value):
    counts = np.arange(1000)
    probabilities = np.zeros(256)
    np.add.at(probabilities, np.minimum(np.rint(counts * 255 / photons), 255).astype(int),
              scipy.stats.poisson.pmf(counts, value * photons / 255))
    return [round(each, 9) for each in probabilities]


def salt_and_pepper(share, value):
    probabilities = np.zeros(256)
    probabilities[[0, value, 255]] = [share / 2, 1 - share, share / 2]
    return probabilities.tolist()


def distributions():
    values = (3, 60, 140, 250)
    return {
        "elastic": [elastic_statistics(128, 50, 5), elastic_statistics(256, 200, 10)],
        "noise": [dict(factory=factory, parameter=parameter, value=value, probabilities=function(parameter, value))
                  for factory, parameters, function in [
                      ("randomGaussianNoise", (12, 51),
                       lambda deviation, value: levels(lambda place: scipy.stats.norm.cdf(place, value, deviation))),
                      ("randomShotNoise", (4, 20, 300), shot),
                      ("randomSaltAndPepper", (0.01, 0.4), salt_and_pepper)]
                  for parameter in parameters for value in values]}


# ---- writing ----


def eight_bit(result):
    if isinstance(result, Image.Image):
        result = np.asarray(result)
    if isinstance(result, torch.Tensor):
        scale = 255 if result.is_floating_point() else 1
        result = result.to(torch.float64).numpy().transpose(1, 2, 0) * scale
    result = np.atleast_3d(result)
    if result.dtype != np.uint8:
        result = np.clip(np.floor(np.float64(result) + 0.5), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(result)


def main():
    data = bytearray()

    def put(image):
        place = {"offset": len(data), "shape": list(image.shape)}
        data.extend(image.tobytes())
        return place

    inputs = {name: put(image) for name, image in INPUTS.items()}
    cases = []
    for name, call, on in CASES:
        for each in on:
            x = np.ascontiguousarray(INPUTS[each])
            t = torch.tensor(x.transpose(2, 0, 1).copy())
            values = dict(globals(), x=x, p=pil(x), t=t, f=t.to(torch.float32) / 255)
            cases.append(dict(id=name, input=each, call=call, **put(eight_bit(eval(call, values)))))
    versions = {"torchvision": torchvision.__version__, "torch": torch.__version__, "Pillow": PIL.__version__,
                "OpenCV": cv2.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    with open(os.path.join(OUT, "reference.bin"), "wb") as file:
        file.write(data)
    with open(os.path.join(OUT, "reference.json"), "w") as file:
        file.write('{"versions": %s,\n"inputs": %s,\n"cases": [\n' % (json.dumps(versions), json.dumps(inputs)))
        file.write(",\n".join(json.dumps(each) for each in cases))
        tables = policies()
        file.write('\n],\n"spaces": [\n' + ",\n".join(json.dumps(each) for each in tables["spaces"]))
        random = distributions()
        for name in random:
            file.write('\n],\n"%s": [\n' % name + ",\n".join(json.dumps(each) for each in random[name]))
        file.write('\n],\n"pairs": %s}\n' % json.dumps(tables["pairs"]))


if __name__ == "__main__":
    main()
