"""Names in any script: folders and classes in Chinese, with spaces, are read, kept and named as they are."""

from __future__ import annotations

from pathlib import Path

import torch
from PIL import Image

from engine.datasets.image_folder import ImageFolder, Settings
from engine.library import Library
from engine.protocol import RunConfig

CLASSES = ["甲骨 文", "小篆", "隶书", "楷书", "行书", "草书", "金文", "瘦金 体", "魏碑", "宋体"]


def test_classes_named_in_chinese_are_read_from_a_folder_named_in_chinese(tmp_path: Path) -> None:
    folder = tmp_path / "数据 文件夹" / "image_folder"
    for k, name in enumerate(CLASSES):
        (folder / name).mkdir(parents=True)
        for i in range(4):
            Image.new("L", (10, 10), 20 * k + i).save(folder / name / f"图 {i}.png")
    data = ImageFolder(Settings(), folder.parent, tmp_path / "缓存", torch.device("cpu"), lambda what, fraction: None)
    named = {data.class_name(int(i)) for split in ("train", "validation", "test") for i in data.split_classes[split]}
    assert named == set(CLASSES)


def test_a_library_in_a_chinese_folder_keeps_chinese_names_notes_and_tags(tmp_path: Path) -> None:
    folder = tmp_path / "我的 资料库"
    library = Library(folder)
    run = library.new_run(RunConfig())
    for what, words in (("name", "第一次 试验"), ("remark", "五类一样本，很好"), ("tags", "讲课, 论文")):
        library.say(run, what, words)
    library.close()
    again = Library(folder)
    row = again.run(run)
    assert (row.name, row.remark, row.tags) == ("第一次 试验", "五类一样本，很好", "讲课, 论文")
    assert again.checkpoint(run).parent.parent == folder
    again.close()
