"""What `tune` searches: the values from which Optuna makes up the config of a trial."""

import dataclasses

import optuna

from model_training.config import TrainConfig


def suggest(trial: optuna.trial.BaseTrial, config: TrainConfig) -> TrainConfig:
    """The config with this trial's architecture, training and augmentation; all else is as it was."""
    strengths = dataclasses.replace(
        config.augmentation,
        rotation=trial.suggest_float("rotation", 2.0, 14.0),
        slant=trial.suggest_float("slant", 0.05, 0.3),
        elastic=trial.suggest_float("elastic", 0.2, 1.4),
        thickness=trial.suggest_float("thickness", 0.1, 0.9),
        soiled=trial.suggest_float("soiled", 0.0, 0.4),
    )
    return dataclasses.replace(
        config,
        widths=(
            trial.suggest_int("stem", 4, 16, step=4),
            trial.suggest_int("width_1", 8, 40, step=8),
            trial.suggest_int("width_2", 16, 80, step=16),
        ),
        blocks=(trial.suggest_int("blocks_1", 0, 2), trial.suggest_int("blocks_2", 0, 3)),
        learning_rate=trial.suggest_float("learning_rate", 5e-4, 2e-2, log=True),
        weight_decay=trial.suggest_float("weight_decay", 1e-3, 1e-1, log=True),
        label_smoothing=trial.suggest_float("label_smoothing", 0.0, 0.2),
        augmentation=strengths,
    )


def shipped(config: TrainConfig) -> dict[str, float]:
    """The values that `suggest` would make this config of: the first trial, which others have to beat."""
    stem, first, second = config.widths
    strengths = config.augmentation
    return {
        "stem": stem,
        "width_1": first,
        "width_2": second,
        "blocks_1": config.blocks[0],
        "blocks_2": config.blocks[1],
        "learning_rate": config.learning_rate,
        "weight_decay": config.weight_decay,
        "label_smoothing": config.label_smoothing,
        **{name: getattr(strengths, name) for name in ("rotation", "slant", "elastic", "thickness", "soiled")},
    }
