"""`verify` and `merge`: bundles that arrived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from gemtui import exchange
from gemtui.cli.asking import yes
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.command import command
from gemtui.cli.progress import Progress
from gemtui.cli.secret import identities
from gemtui.exchange import Choices, Merging, Outcome, Verdict
from gemtui.locale import plain

BUNDLES = click.Path(path_type=Path)


@command("verify", "gemtui verify gem-nbo-2026-1a2b3c4d.gem.zip")
@click.argument("paths", metavar="BUNDLE…", nargs=-1, required=True, type=BUNDLES)
def verify(call: Call, paths: tuple[Path, ...]) -> int:
    """Check bundles without merging them."""
    db = call.open()
    found = list(exchange.verify(db, paths, lambda: identities(call, db.path)))
    told = [*_verdict_lines(call, found), *_in_all(call, "verified-in-all", found)]
    call.answer([verdict.document(call.language) for verdict in found], told)
    return FINE if all(verdict.ok for verdict in found) else FOUND


def _verdict_lines(call: Call, verdicts: Sequence[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        told = verdict.document(call.language)
        if verdict.ok:
            yield plain(call.say("bundle-fine", **_facts(verdict)))
        yield from (
            plain(f"{told['bundle']}: {problem['message']} [{problem['code']}]")
            for problem in told["problems"]
        )
        yield from (plain(f"  {caution['message']} [{caution['code']}]") for caution in told["warnings"])


def _in_all(call: Call, code: str, verdicts: Sequence[Verdict], **facts: int) -> Iterator[str]:
    """Give the sum of many bundles, and once more those that were refused: they drown among the others."""
    if len(verdicts) < 2:
        return
    refused = [verdict for verdict in verdicts if verdict.refused]
    taken = len(verdicts) - len(refused)
    yield ""
    yield call.say(code, **{"count": len(verdicts), "taken": taken, "refused": len(refused), **facts})
    yield from (plain(f"  {v.bundle} [{v.refused.code}]") for v in refused if v.refused)


def _merged_in_all(call: Call, outcomes: Sequence[Outcome]) -> Iterator[str]:
    merged = [one.merged for one in outcomes if one.merged]
    new = sum(1 for one in merged if one.new_changes)
    conflicts = sum(one.conflicts for one in merged)
    facts = {"taken": new, "known": len(merged) - new, "conflicts": conflicts}
    return _in_all(call, "merged-in-all", [one.verdict for one in outcomes], **facts)


def _facts(verdict: Verdict) -> dict[str, object]:
    return {
        "bundle": verdict.bundle, "kind": verdict.kind, "office": verdict.office, "period": verdict.period,
        "signer": verdict.principal, "changes": verdict.changes, "records": verdict.records, "new": verdict.new,
    }  # fmt: skip


@command("merge", "gemtui merge inbox/*.gem.zip")
@click.argument("paths", metavar="BUNDLE…", nargs=-1, required=True, type=BUNDLES)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 64),
    default=None,
    help="So many bundles are verified at once, each in a process of its own (by itself, some where there are many); the result is the same.",
)
@click.option(
    "--recover",
    is_flag=True,
    help="Take headquarters' word in its return: a new store takes its office's streams (a lost laptop); one that was used in two places takes headquarters' branch, and what only it has is appended. At a terminal the latter is asked.",
)
@click.option("--accept-keys", is_flag=True, help="Trust the offices' keys that a plan brings.")
def merge(call: Call, paths: tuple[Path, ...], jobs: int | None, recover: bool, accept_keys: bool) -> int:
    """Verify bundles and merge them; good ones are merged though others are refused."""
    db = call.open(saves=True)
    choices = Choices(recover, accept_keys, lambda: identities(call, db.path))
    done = Merging()
    exchange.check_paths(paths)
    asks = call.world.is_terminal and not call.json
    progress = Progress(call, [path.stat().st_size for path in paths])
    for found in exchange.merge(db, paths, choices, jobs or exchange.jobs_for(paths)):
        is_branch = asks and exchange.is_own_branch(found.verdict.refused) and yes(call, "ask-branch")
        again = replace(choices, recover=True)
        done.outcomes.append(
            exchange.merge_one(db, Path(found.verdict.bundle), again) if is_branch else found
        )
        progress.step()
    lines = [*_outcome_lines(call, done.outcomes, recover=recover), *_merged_in_all(call, done.outcomes)]
    call.answer(done.document(call.language), lines)
    return FOUND if any(outcome.verdict.refused for outcome in done.outcomes) else FINE


def _outcome_lines(call: Call, outcomes: Sequence[Outcome], *, recover: bool) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.merged:
            merged = outcome.merged
            yield plain(call.say(
                "bundle-merged" if merged.new_changes else "bundle-nothing-new", **_facts(outcome.verdict),
                new_changes=merged.new_changes, new_records=merged.new_records, conflicts=merged.conflicts,
            ))  # fmt: skip
            if merged.appended:
                yield plain(call.say("branch-kept", appended=merged.appended))
            elif recover and merged.new_changes:
                yield plain(call.say("recovered-on-word", signer=outcome.verdict.principal, fingerprint=outcome.verdict.fingerprint))  # fmt: skip
        else:
            yield from _verdict_lines(call, [outcome.verdict])
        yield from (plain(call.say("key-accepted", fingerprint=key)) for key in outcome.keys)
        for one in outcome.renewed:
            yield from (plain(line) for line in exchange.renewed_lines(one, call.language))
