"""Each command: its options to one call, and the answer to a few lines."""

import argparse
import os
import shutil
import sys
import textwrap
from collections import Counter
from pathlib import Path

from analysis.cli.terminal import make_batch_progress, make_progress, say, tell_error
from analysis.errors import UsageError


def run_report(options: argparse.Namespace) -> int:
    """Render a report, and say where it is."""
    from analysis.report.run import prepare_job, render_report  # noqa: PLC0415
    from analysis.report.save import check_apart  # noqa: PLC0415

    if options.scheduler:
        _name_scheduler(options.scheduler, options.articles)
    job = prepare_job(
        options.articles,
        notebook=options.notebook,
        given=list_given(options),
        out=options.out,
        name=options.name,
        formats=options.formats,
    )
    check_apart(job.folder, options.articles, beside=True, reports=options.out)
    report = render_report(
        job,
        force=options.force,
        limits=(options.cell_limit, options.run_limit),
        progress=make_progress(job.stem),
    )
    for path in report.paths:
        say(str(path))
    if not report.fresh and sys.stderr.isatty():
        say("Nothing has changed since; --force renders anew.")
    failure = report.record["failure"]
    if failure is None:
        return 0
    where = "" if failure["step"] is None else f"step {failure['step']}: "
    tell_error(
        f"{job.stem}: {where}{failure['reason']}: {' '.join(failure['message'].split())[:300]}"
        f"\nThe report says so, and {job.record_path} tells more."
    )
    return int(failure["status"])


def _name_scheduler(scheduler: str, articles: list[str]) -> None:
    """Leave word of the scheduler to the process that executes the notebook.

    It is no parameter: the report is the same whoever does the work.
    """
    from analysis.collection.opening import SCHEDULER, check_prepared  # noqa: PLC0415

    check_prepared(articles)
    os.environ[SCHEDULER] = scheduler


def run_batch(options: argparse.Namespace) -> int:
    """Render many reports, and say where the overview is."""
    from analysis.report.batch.running import render_batch  # noqa: PLC0415
    from analysis.report.batch.tasks import Options  # noqa: PLC0415

    limits = (options.cell_limit, options.run_limit)
    results = render_batch(
        options.runs,
        Options(str(options.out), tuple(options.formats), limits, options.force),
        jobs=options.jobs,
        keep_going=options.keep_going,
        show=make_batch_progress(),
        explain=(lambda name, reason: say(f"{name}: {reason}")) if options.why else None,
    )
    failed = [result for result in results if result.state == "failed"]
    counts = Counter(result.state for result in results)
    left = f", {counts['not run']} not run" if counts["not run"] else ""
    say(f"{counts['done']} made, {counts['unchanged']} unchanged, {counts['failed']} failed{left}")
    say(str(options.out / "index.html"))
    for result in failed[:2]:
        tell_error(f"{result.task.name}: {' '.join(result.message.split())[:200]}")
    if len(failed) > 2:
        tell_error(f"and {len(failed) - 2} more; {options.out / 'batch.csv'} lists them.")
    return 1 if failed else 0


def run_prepare(options: argparse.Namespace) -> int:
    """Prepare a collection, and say what it holds."""
    from analysis.collection import prepare_collection  # noqa: PLC0415
    from analysis.report.save import check_apart  # noqa: PLC0415

    check_apart(options.out, options.articles, beside=True)
    chosen = {"model": options.model} if options.model else {}
    made = prepare_collection(
        *options.articles,
        out=options.out,
        scheduler=options.scheduler,
        workers=options.workers,
        force=options.force,
        fields=dict(options.fields),
        **chosen,
    )
    say(f"{made.articles:,} articles in {made.parts} parts, {made.made} of them made now")
    failed = made.rejects["reason"].str.startswith("not annotated").sum()
    if len(made.rejects):
        say(f"{len(made.rejects)} rejects, listed in {options.out / 'rejects'}")
    say(str(options.out))
    return 1 if failed else 0


def run_verify(options: argparse.Namespace) -> int:
    """Make a report again and compare."""
    from analysis.report.verify import verify_report  # noqa: PLC0415

    same, lines = verify_report(options.record)
    for line in lines:
        say(line)
    say(f"{options.record}: {'the same, byte for byte' if same else 'not the same'}")
    return 0 if same else 1


def list_given(options: argparse.Namespace) -> list["Given"]:  # type: ignore[name-defined] # noqa: F821
    """The parameters that were given: file, `-p`, `--model`."""
    from analysis.report.parameters.declared import Given, list_settings, split_argument  # noqa: PLC0415
    from analysis.report.parameters.settings import Plain, read_settings  # noqa: PLC0415

    given = [split_argument(argument) for argument in options.given]
    if options.params is not None:
        given = list_settings(read_settings(options.params), str(options.params)) + given
    if getattr(options, "model", None):
        given.append(Given("model", Plain(options.model), "--model"))
    if getattr(options, "fields", None):
        given.append(Given("fields", dict(options.fields), "--field"))
    return given


def run_tables(options: argparse.Namespace) -> int:
    """Write the tables, and say how many rows each has."""
    from analysis.cli.exports import export_tables  # noqa: PLC0415
    from analysis.report.save import check_apart  # noqa: PLC0415

    check_apart(options.out, options.articles)

    rows = export_tables(
        options.articles,
        options.out,
        file_format=options.format,
        only=options.only,
        model=options.model,
        fields=dict(options.fields),
    )
    for path, count in rows.items():
        say(f"{path}  {count:,} row{'s' * (count != 1)}")
    return 0


def run_stories(options: argparse.Namespace) -> int:
    """Write which articles tell the same story."""
    from analysis.cli.exports import export_stories  # noqa: PLC0415
    from analysis.report.save import check_apart  # noqa: PLC0415

    check_apart(options.out, options.articles)

    articles, stories = export_stories(options.articles, options.out, fields=dict(options.fields))
    told = "1 story" if stories == 1 else f"{stories:,} stories"
    tell = "1 article tells" if articles == 1 else f"{articles:,} articles tell"
    say(f"{options.out}  {tell} {told}")
    return 0


def run_notebooks(_: argparse.Namespace) -> int:
    """List the notebooks."""
    from analysis.report.notebooks import list_notebooks  # noqa: PLC0415

    for name, question in list_notebooks().items():
        say(f"{name:<12} {question}")
    return 0


def run_parameters(options: argparse.Namespace) -> int:
    """List the parameters of a notebook."""
    from analysis.report.notebooks import find_notebook, read_notebook  # noqa: PLC0415
    from analysis.report.parameters.declared import read_parameters  # noqa: PLC0415

    parameters = read_parameters(read_notebook(find_notebook(options.notebook)))
    for name, kind, default, text in parameters:
        say(f"{name}: {kind} = {default}")
        for line in textwrap.wrap(text, 92):
            say(f"    {line}")
    if not parameters:
        say(f"{options.notebook} takes no parameters: no cell is tagged 'parameters'.")
    return 0


def run_lab(options: argparse.Namespace) -> int:
    """Become JupyterLab, open on the notebooks."""
    from analysis.report.notebooks import find_folder  # noqa: PLC0415

    folder = find_folder()
    if (Path(__file__).parent.parent / "notebooks") == folder:
        folder = _copy_notebooks(folder, Path.cwd() / "notebooks")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.parent}"]
    command += [f"--LabApp.default_url=/lab/tree/{folder.name}"]
    command += ["--no-browser"] * options.no_browser
    command += [f"--port={options.port}"] if options.port else []
    # The kernel called python3 is the one of this environment, whatever the user has elsewhere.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 (no shell)


def _copy_notebooks(source: Path, target: Path) -> Path:
    """Notebooks inside an installed package are not for editing: open a copy."""
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target}: not a folder, so the notebooks cannot be put there.")
    target.mkdir(exist_ok=True)
    for path in sorted(source.glob("*.ipynb")):
        if not (target / path.name).exists():
            shutil.copyfile(path, target / path.name)
    return target
