"""`refit`: the network for lines goes with another model for single digits, without a training."""

import argparse

from model_training.commands.parents import Commands, Parents


def add(commands: Commands, parents: Parents) -> None:
    refit = commands.add_parser(
        "refit",
        parents=[parents.data, parents.model],
        help="fit how sure one may be of numbers anew, with another model for single digits",
    )
    refit.set_defaults(command=_refit)


def _refit(options: argparse.Namespace) -> None:
    from model_training import mnist
    from model_training.held_out import hold_out
    from model_training.lines.config import LineConfig
    from model_training.models import load_digits, load_lines
    from model_training.number_policy import validation_numbers
    from model_training.refit import refit

    classifier, trained = load_digits(options.model)
    config = LineConfig.of(load_lines(options.number_model).card.training)
    config.refuse_learned(trained)
    _, digits = mnist.load_split(trained, options.data_dir)
    numbers = validation_numbers(digits, hold_out(trained, options.data_dir), config.lot)
    card = refit(classifier, options.number_model, numbers)
    print(f"{options.number_model}: {card.version} goes with {card.digits}")
    for kind, policy in (("strokes", card.numbers.strokes), ("pictures", card.numbers.pictures)):
        print(f"{kind}: of {policy.n:,} numbers {policy.coverage:.1%} are accepted, of these {policy.risk:.2%} wrong")
