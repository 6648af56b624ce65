"""What 100,000 pictures of a person's own cost: the first look, the second, and memory, as ratios to decoding all of them by Pillow.

python tests/bench/bench_image_folder.py [--pictures 100000] [--classes 2000]
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import io

import numpy as np
import torch
from PIL import Image

from engine.datasets.image_folder import ImageFolder, Settings


def packed(path: Path, pictures: int, classes: int) -> None:
    """A zip of `pictures` PNG files of 64 x 64 noise, some hundred of them different, in `classes` folders."""
    g = np.random.default_rng(0)
    data = []
    for _ in range(200):
        out = io.BytesIO()
        Image.fromarray(g.integers(0, 255, (16, 16), np.uint8)).resize((64, 64)).save(out, "PNG")
        data.append(out.getvalue())
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(pictures):
            archive.writestr(f"class{i % classes:05d}/{i:06d}.png", data[i % len(data)])


def resident() -> float:
    """Memory this process has in RAM now, without mapped files, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the times of the first and the second look, beside one plain pass of decoding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=100_000)
    parser.add_argument("--classes", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        packed(root / "image_folder.zip", options.pictures, options.classes)
        began = time.perf_counter()
        sampled = 2000
        with zipfile.ZipFile(root / "image_folder.zip") as archive:
            for name in archive.namelist()[:sampled]:
                Image.open(io.BytesIO(archive.read(name))).convert("L").resize((28, 28))
        plain = (time.perf_counter() - began) * options.pictures / sampled

        def look() -> tuple[float, ImageFolder]:
            begun = time.perf_counter()
            data = ImageFolder(Settings(), root, root / "cache", torch.device("cpu"), lambda what, fraction: None)
            return time.perf_counter() - begun, data

        before = resident()
        first, _ = look()
        after = resident()
        second, data = look()
        g = torch.Generator().manual_seed(0)
        data.sample("train", 16, 5, 1, 5, g)
        begun = time.perf_counter()
        for _ in range(50):
            data.sample("train", 16, 5, 1, 5, g)
        draw = (time.perf_counter() - begun) / 50
        print(f"{options.pictures:,} pictures in {len(data.names):,} classes")
        print(f"one plain pass (one thread): {plain:6.1f} s")
        print(f"first look:                  {first:6.1f} s  ({first / plain:.2f} of it); memory grew by {after - before:.0f} MB")
        print(f"second look:                 {second:6.1f} s  ({second / plain:.2f} of it)")
        print(f"a meta-batch of 16 tasks:    {1000 * draw:6.1f} ms")


if __name__ == "__main__":
    main()
