"""How accurate: each lens measured on real articles with gold, beside baselines from the same run.

python benchmarks/accuracy.py ../shared/corpora [--only entities,quotes,stories,facts,claims]

Prints one table per lens: what was measured, ours, the baseline, the aim, how many were checked.
"""

import argparse
import importlib
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

LENSES = {
    "entities": "measure_entities",
    "quotes": "measure_quotes",
    "stories": "measure_stories",
    "facts": "measure_facts",
    "claims": "measure_claims",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, help="folder with the collections and their gold")
    parser.add_argument("--only", default=",".join(LENSES), help="lenses to measure")
    arguments = parser.parse_args()
    if not arguments.corpora.is_dir():
        print(f"No folder {arguments.corpora}: nothing was measured.", file=sys.stderr)
        return 2
    for lens in arguments.only.split(","):
        measure = getattr(importlib.import_module(f"benchmarks.accuracy_{lens}"), LENSES[lens])
        print(f"\n{lens}\n" + write_table(measure(arguments.corpora)), flush=True)
    return 0


def write_table(measured: pd.DataFrame) -> str:
    """The measurements as aligned text, three decimals, a dash where there is nothing."""
    shown = measured[["measure", "value", "baseline", "aim", "n"]]
    formats = dict.fromkeys(("value", "baseline", "aim"), _write_number)
    return shown.to_string(index=False, formatters=formats, na_rep="-", justify="left")


def _write_number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) and not pd.isna(value) else str(value or "-")


if __name__ == "__main__":
    sys.exit(main())
