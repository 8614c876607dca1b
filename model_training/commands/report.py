"""`report`: one page of what all other commands left."""

import argparse

from model_training.commands.parents import Commands, Parents


def add(commands: Commands, parents: Parents) -> None:
    report = commands.add_parser("report", parents=[parents.report], help="make one page of what all commands left")
    report.set_defaults(command=_report)


def _report(options: argparse.Namespace) -> None:
    from model_training.report import read_report, write_report

    report = read_report(options.report)
    page = write_report(report, options.report)
    for chapter in report.missing:
        print(f"not in it: {chapter.title} ({chapter.command})")
    print(f"report: {page} ({page.stat().st_size / 1e6:.1f} MB)")
