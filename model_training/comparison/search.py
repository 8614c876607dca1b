"""Successive halving (Jamieson and Talwalkar 2016): all candidates learn from few digits, the best from more."""

from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from model_training.comparison.cache import Cache, Search, Trial
from model_training.comparison.cost import timed
from model_training.comparison.digits import Split
from model_training.comparison.fitted import Params
from model_training.comparison.kinds import Kind

KEPT = 3
"""Of so many candidates, one goes on; two at least, for few digits may tell two apart wrongly."""


@dataclass(frozen=True, slots=True)
class Halving:
    """`rungs`: how many digits the candidates that are left learn from; `fixed` are the other hyperparameters."""

    kind: Kind
    split: Split
    rungs: tuple[int, ...]
    fixed: Params

    def best(self, cache: Cache) -> Params:
        """The best of the kind's candidates, by the validation digits.

        Each trial is kept in the cache as soon as it is done; one that is there already is not done again.
        """
        candidates = self.kind.candidates
        for n in self.rungs if len(candidates) > 1 else ():
            ranked = sorted(self._trials(n, candidates, cache), key=lambda trial: -trial.accuracy)
            best = [{name: trial.params[name] for name in self.kind.grid} for trial in ranked]
            candidates = best[: max(-(-len(best) // KEPT), 2)]
        return candidates[0]

    def _trials(self, n: int, candidates: list[Params], cache: Cache) -> list[Trial]:
        found, name = [], self.kind.name
        for candidate in tqdm(candidates, desc=f"{name}, {n:,} digits", leave=False):
            params, done = self.fixed | candidate, cache.search(name)
            trial = done.find(params, n)
            if trial is None:
                trial = self._trial(n, params)
                cache.keep(name, Search((*done.trials, trial)))
            found.append(trial)
        return found

    def _trial(self, n: int, params: Params) -> Trial:
        learned, digits = self.split.learned.take(np.arange(n)), self.split.validation
        scores, cost = timed(lambda: self.kind.fit(learned, params).scores(digits.frames))
        return Trial(params, n, float((scores.argmax(axis=1) == digits.labels).mean()), cost)
