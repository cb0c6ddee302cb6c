"""Statistics for counts of words and articles: arrays in, arrays out, no tables of ours."""

from analysis.statistics.dispersion import deviation_of_proportions
from analysis.statistics.divergence import jensen_shannon
from analysis.statistics.intervals import (
    binomial_interval,
    bootstrap_interval,
    poisson_interval,
    wilson_interval,
)
from analysis.statistics.keyness import fightin_words, log_ratio, signed_g2
from analysis.statistics.multiple import adjust_fdr, count_reachable
from analysis.statistics.permutation import Permutation, count_labelings, permute_labels
from analysis.statistics.richness import hdd, lix, mattr, mtld

__all__ = [
    "Permutation",
    "adjust_fdr",
    "binomial_interval",
    "bootstrap_interval",
    "count_labelings",
    "count_reachable",
    "deviation_of_proportions",
    "fightin_words",
    "hdd",
    "jensen_shannon",
    "lix",
    "log_ratio",
    "mattr",
    "mtld",
    "permute_labels",
    "poisson_interval",
    "signed_g2",
    "wilson_interval",
]
