"""Writes golden cases: `python make_golden.py CASES_FOLDER [NAME ...]`. Existing cases of these names are replaced."""

import argparse
import shutil
from pathlib import Path

import torch

from cases import ALL
from checkpoint import write_checkpoint, write_json
from expectation import Measured, write_expected, write_lined_json
from reference import Reference


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("name", nargs="*", help="cases to write (all when absent)")
    options = arguments.parse_args()
    known = [case.name for case in ALL]
    unknown = sorted(set(options.name) - set(known))
    if unknown:
        arguments.error(f"no such case: {', '.join(unknown)}; there are {', '.join(known)}")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for case in ALL:
        if not options.name or case.name in options.name:
            write_case(case, options.folder / case.name)


def write_case(case, root):
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    write_checkpoint(root / "checkpoint", case.shape, case.seed)
    if case.draw is not None:
        (root / "images").mkdir()
        case.draw(root / "images")
    reference = Reference(root / "checkpoint")
    measured = []
    if len(case.conversations) == 1:
        asked = {"messages": case.conversations[0]}
        measured.append(write_expected(reference, case.conversations[0], root, root, case.tokens)[0])
    else:
        asked = {"batch": [{"messages": messages} for messages in case.conversations]}
        prompts = []
        for index, messages in enumerate(case.conversations):
            row = root / f"row{index}"
            row.mkdir()
            figures, prompt = write_expected(reference, messages, root, row, case.tokens)
            measured.append(figures)
            prompts.append(prompt)
        write_lined_json(root / "expected.json", reference.padded(prompts))
    worst = Measured.worst(measured)
    write_json(
        root / "case.json",
        {
            "description": case.description,
            **asked,
            "max_new_tokens": case.tokens,
            "tolerance": worst.tolerance(),
        },
    )
    write_json(root / "measured.json", worst.report(case.seed))
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    print(f"{case.name}: {size:,} bytes, smallest lead {worst.lead:.4f}, {worst.tolerance()}")


if __name__ == "__main__":
    main()
