"""Makes statistics.json: inputs and what SciPy and statsmodels say about them (Debian: python3-scipy, python3-statsmodels).

    /usr/bin/python3 statistics.py > statistics.json
"""
import json

import numpy as np
from scipy import optimize, special, stats
from statsmodels.api import OLS
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20240711)
out = {}

out["wilson"] = [
    {"x": x, "n": n, "confidence": c, "low": lo, "high": hi}
    for x, n, c in [(0, 10, .95), (10, 10, .95), (1, 3, .95), (37, 100, .95), (37, 100, .99), (500, 1000, .9), (1319, 7473, .95), (99999, 100000, .999)]
    for lo, hi in [proportion_confint(x, n, 1 - c, method="wilson")]
]

out["mcnemar"] = [
    {"helped": b, "hurt": c, "p": stats.binomtest(b, b + c, .5).pvalue if b + c else 1.0}
    for b, c in [(0, 0), (1, 0), (3, 3), (9, 1), (10, 2), (25, 10), (60, 31), (300, 240), (1000, 900), (5200, 4800), (400, 20), (0, 40)]
]

out["holm"] = [
    {"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()}
    for p in ([.01, .04, .03], [.5], [.001, .2, .2, .9, .04, .0001], rng.uniform(size=25).round(6).tolist())
]


def delong(pos, neg):
    """Structural components straight from the definition, over all pairs."""
    d = np.subtract.outer(pos, neg)
    psi = (d > 0) + .5 * (d == 0)
    return psi.mean(1).var(ddof=1) / len(pos) + psi.mean(0).var(ddof=1) / len(neg)


out["auc"] = []
for m, n, shift, decimals in [(5, 7, .5, 1), (30, 50, 1, 1), (200, 300, .7, 6), (40, 40, 0, 0), (100, 20, 2, 2)]:
    pos, neg = rng.normal(shift, 1, m).round(decimals), rng.normal(0, 1, n).round(decimals)
    auc, variance = stats.mannwhitneyu(pos, neg).statistic / (m * n), delong(pos, neg)
    z = stats.norm.ppf(.975)
    out["auc"].append({"positives": pos.tolist(), "negatives": neg.tolist(), "auc": auc, "variance": variance,
                       "low": max(0, auc - z * variance ** .5), "high": min(1, auc + z * variance ** .5)})

out["clustered"] = []
for groups, size in [(4, 3), (20, 5), (61, 17)]:
    cluster = np.repeat(np.arange(groups), size)[: groups * size - 2]
    y = (rng.normal(0, 1, groups)[cluster] + rng.normal(0, 1, len(cluster)) > 0).astype(float)
    fit = OLS(y, np.ones(len(y))).fit(cov_type="cluster", cov_kwds={"groups": cluster})
    half = fit.bse[0] * stats.t.ppf(.975, groups - 1)
    out["clustered"].append({"values": y.tolist(), "clusters": [f"c{c}" for c in cluster], "error": fit.bse[0], "low": y.mean() - half, "high": y.mean() + half})


def connor(n, psi, alpha, power):
    za, zb = stats.norm.ppf(1 - alpha / 2), stats.norm.ppf(power)
    gap = lambda d: (za * psi ** .5 + zb * max(0, psi - d * d) ** .5) ** 2 / (d * d) - n
    return None if gap(psi) > 0 else optimize.brentq(gap, 1e-9, psi, xtol=1e-15, rtol=1e-14)


out["detectable"] = [
    {"n": n, "discordance": d, "alpha": a, "power": p, "effect": connor(n, d, a, p)}
    for n, d, a, p in [(100, .2, .05, .8), (1000, .2, .05, .8), (1000, .05, .01, .9), (7473, .1, .05, .8), (10, .1, .05, .8), (400, .35, .05, .95)]
]

out["sequential"] = [
    {"helped": h, "hurt": k, "logRatio": (h + k) * np.log(2) + special.betaln(h + 1, k + 1)}
    for h, k in [(0, 0), (1, 0), (8, 2), (30, 10), (100, 100), (620, 500)]
]

out["quantile"] = []
for n in (100, 1000):
    v = rng.normal(size=n)
    out["quantile"].append({"values": v.tolist(), "at": [0, .025, .1, .5, .975, 1], "quantiles": np.quantile(v, [0, .025, .1, .5, .975, 1]).tolist()})

out["bca"] = []
for n, discrete in [(40, True), (40, False), (150, True)]:
    sample = rng.choice([-1., 0, 0, 0, 1, 1], n) if discrete else rng.exponential(size=n)
    boot = sample[rng.integers(0, n, (400, n))].mean(1)
    jack = (sample.sum() - sample) / (n - 1)
    z0 = stats.norm.ppf(((boot < sample.mean()).mean() + (boot <= sample.mean()).mean()) / 2)
    d = jack.mean() - jack
    a = (d ** 3).sum() / (6 * (d ** 2).sum() ** 1.5)
    z = stats.norm.ppf(.975)
    ends = [np.quantile(boot, stats.norm.cdf(z0 + (z0 + q) / (1 - a * (z0 + q)))) for q in (-z, z)]
    out["bca"].append({"resampled": boot.tolist(), "estimate": sample.mean(), "jackknife": jack.tolist(), "low": ends[0], "high": ends[1]})

out["kappa"] = []
for k, n in [(2, 60), (3, 150), (5, 200)]:
    first = rng.integers(0, k, n)
    second = np.where(rng.uniform(size=n) < .7, first, rng.integers(0, k, n))
    table = np.zeros((k, k))
    np.add.at(table, (first, second), 1)
    r = cohens_kappa(table)
    out["kappa"].append({"first": [f"l{x}" for x in first], "second": [f"l{x}" for x in second], "kappa": r.kappa, "error": r.std_kappa, "low": r.kappa_low, "high": r.kappa_upp})


def alpha(units, metric):
    """Krippendorff's alpha from all pairs, without a coincidence matrix."""
    units = [[v for v in u if v is not None] for u in units]
    units = [u for u in units if len(u) > 1]
    pool = [v for u in units for v in u]
    n = len(pool)
    observed = sum(sum(metric(a, b, pool) for a in u for b in u) / (len(u) - 1) for u in units) / n
    return 1 - observed / (sum(metric(a, b, pool) for a in pool for b in pool) / (n * (n - 1)))


def ordinal(a, b, pool):
    lo, hi = min(a, b), max(a, b)
    return 0 if a == b else (sum(lo <= v <= hi for v in pool) - (pool.count(lo) + pool.count(hi)) / 2) ** 2


out["krippendorff"] = []
for items, raters in [(12, 4), (40, 3)]:
    truth = rng.integers(1, 6, items)
    units = [[int(t if rng.uniform() < .7 else rng.integers(1, 6)) if rng.uniform() < .85 else None for _ in range(raters)] for t in truth]
    out["krippendorff"].append({"units": units, "nominal": alpha(units, lambda a, b, _: a != b), "ordinal": alpha(units, ordinal), "interval": alpha(units, lambda a, b, _: (a - b) ** 2)})

print(json.dumps(out, default=float))
