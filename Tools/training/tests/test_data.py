import numpy as np
import pytest
import torch
from atsnn_networks.errors import UserError
from atsnn_training import cifar, data, event_augmentation, idx, image_augmentation
from conftest import write_idx


def test_plain_and_gzipped_files_read_alike(tmp_path):
    values = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    write_idx(tmp_path / "a.gz", values)
    import gzip

    (tmp_path / "a").write_bytes(gzip.decompress((tmp_path / "a.gz").read_bytes()))
    assert np.array_equal(idx.read(tmp_path / "a"), values)
    assert np.array_equal(idx.read(tmp_path / "a.gz"), values)


def test_missing_data_says_where_to_get_it(tmp_path):
    with pytest.raises(UserError, match="install Debian's dataset-fashion-mnist"):
        data.read_records(tmp_path, "train")


@pytest.mark.parametrize("content", [b"", b"\0\0\x0d\x01", b"\0\0\x08\x01\0\0", b"\x1f\x8bnot"])
def test_damaged_files_are_refused(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(UserError):
        idx.read(tmp_path / "a")


def test_cut_off_content_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"\0\0\x08\x01\0\0\0\x05abcd")
    with pytest.raises(UserError, match="12 bytes where shape"):
        idx.read(tmp_path / "a")


def test_held_out_records_never_appear_in_training(data_folder):
    records = data.read_records(data_folder, "train")
    parts = data.split(records, list(range(64, 96)))
    assert torch.equal(parts.held_out.images, records.images[64:96])
    assert torch.equal(parts.training.images, records.images[:64])
    with pytest.raises(UserError):
        data.held_out_places(records, {"first": 90, "count": 7})


def test_augmentation_shifts_and_mirrors_whole_records():
    images = torch.randint(1, 256, (64, 1, 6, 6), dtype=torch.uint8)
    result = image_augmentation.move(images, 1, True, torch.Generator().manual_seed(1))
    assert result.shape == images.shape and result.dtype == torch.uint8
    padded = torch.nn.functional.pad(images, (1, 1, 1, 1))
    for image, source in zip(result, padded, strict=True):
        windows = [source[:, y : y + 6, x : x + 6] for y in range(3) for x in range(3)]
        assert any(torch.equal(image, w) or torch.equal(image, w.flip(2)) for w in windows)


def seeded(number=1):
    return torch.Generator().manual_seed(number)


def test_cutout_blanks_one_square_of_every_image_with_the_mean():
    images = torch.full((400, 3, 9, 12), 200, dtype=torch.uint8)
    mean = [125.4, 0.0, 114.6]
    result = image_augmentation.cut_out(images, 4, mean, seeded())
    blank = (result != 200).all(1)
    assert torch.equal(
        result.permute(0, 2, 3, 1)[blank].unique(dim=0), torch.tensor([[125, 0, 115]])
    )
    assert ((result == 200).all(1) | blank).all()
    for square in blank:
        rows, columns = (square.any(d).nonzero().flatten() for d in (1, 0))
        for places, size in ((rows, 9), (columns, 12)):
            assert places.diff().eq(1).all()
            whole = len(places) == 4
            assert whole or (2 <= len(places) < 4 and (places[0] == 0 or places[-1] == size - 1))
        assert square.sum() == len(rows) * len(columns)
    assert blank.any(0).all()
    assert torch.equal(result, image_augmentation.cut_out(images, 4, mean, seeded()))


def test_cutout_changes_no_other_draw():
    images = torch.randint(1, 256, (32, 3, 8, 8), dtype=torch.uint8)
    how, mean = {"padding": 2, "flip": True}, [1.0, 2.0, 3.0]
    without = image_augmentation.change(images, how, mean, seeded())
    cut = image_augmentation.change(images, how | {"cutout": 3}, mean, seeded())
    same = (cut == without).all(1)
    assert not same.all() and (~same).sum((1, 2)).max() <= 9
    records = data.Records(images, torch.zeros(32))
    graph = {"input": {"mean": mean}}
    assert torch.equal(records.augmented(how | {"cutout": 3}, graph, seeded()).images, cut)


@pytest.mark.parametrize(
    ("module", "how", "text"),
    [
        (image_augmentation, {"padding": 4, "flip": True, "cutuot": 8}, "cutuot"),
        (image_augmentation, {"padding": 4}, "wanted padding, flip"),
        (image_augmentation, {"padding": 4, "flip": True, "cutout": -8}, "cutout: -8"),
        (image_augmentation, {"padding": 4.5, "flip": True}, "padding: 4.5"),
        (event_augmentation, {"padding": 4, "flip": True}, "wanted shift, rotation, drop"),
    ],
)
def test_wrong_augmentations_are_named(module, how, text):
    with pytest.raises(UserError, match=text):
        module.check(how)


def test_normalised_mean_pixel_is_exactly_zero():
    images = torch.full((1, 2, 3, 3), 73, dtype=torch.uint8)
    values = data.normalise(images, [73.0, 70.0], [90.0, 2.0])
    assert torch.all(values[0, 0] == 0) and torch.all(values[0, 1] == 1.5)


def write_batches(folder, records, version=cifar.TEN):
    """The training and test files of `records` random records each."""
    generator = np.random.default_rng(3)
    folder.mkdir()
    made = {}
    for name in [n for names in version.files.values() for n in names]:
        made[name] = generator.integers(0, 256, (records, version.record), dtype=np.uint8)
        made[name][:, version.labels - 1] = generator.integers(0, version.classes, records)
        made[name].tofile(folder / name)
    return made


def test_cifar_100_has_fine_labels_after_coarse_ones(tmp_path):
    made = write_batches(tmp_path / "c", 9, cifar.HUNDRED)
    train, test = (data.read_records(tmp_path / "c", which) for which in ("train", "test"))
    assert train.labels.tolist() == made["train.bin"][:, 1].tolist() and len(test) == 9
    assert train.images[5, 1, 0, 3] == made["train.bin"][5, 2 + 1024 + 3]
    with (tmp_path / "c" / "train.bin").open("ab") as file:
        file.write(b"1")
    with pytest.raises(UserError, match="train.bin: 27667 bytes are no whole number of 3074-byte"):
        data.read_records(tmp_path / "c", "train")
    (tmp_path / "c" / "train.bin").unlink()
    with pytest.raises(UserError, match="no train.bin; download CIFAR-100"):
        data.read_records(tmp_path / "c", "train")


def test_every_nth_record_can_be_held_out(data_folder):
    records = data.read_records(data_folder, "train")
    assert data.held_out_places(records, {"every": 40}) == [39, 79]


def test_cifar_batches_are_read_in_order(tmp_path):
    made = write_batches(tmp_path / "cifar", 3)
    train = data.read_records(tmp_path / "cifar", "train")
    assert train.images.shape == (15, 3, 32, 32) and train.images.dtype == torch.uint8
    second = made["data_batch_2.bin"][1]
    assert train.labels[4] == second[0]
    assert train.images[4, 2, 31, 30] == second[1 + 2 * 1024 + 31 * 32 + 30]
    assert len(data.read_records(tmp_path / "cifar", "test")) == 3


@pytest.mark.parametrize(("content", "text"), [(b"1" * 100, "whole"), (b"\x0a" * 3073, "label")])
def test_damaged_cifar_batches_are_named(tmp_path, content, text):
    write_batches(tmp_path / "cifar", 1)
    (tmp_path / "cifar" / "data_batch_3.bin").write_bytes(content)
    with pytest.raises(UserError, match=f"data_batch_3.*{text}"):
        data.read_records(tmp_path / "cifar", "train")


def test_a_missing_cifar_batch_is_named(tmp_path):
    write_batches(tmp_path / "cifar", 1)
    (tmp_path / "cifar" / "data_batch_5.bin").unlink()
    with pytest.raises(UserError, match="data_batch_5.bin; download"):
        data.read_records(tmp_path / "cifar", "train")
