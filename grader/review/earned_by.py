"""By which rule a step earns what it earns, in sentences for people who ask why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from grader.marking import Trial, Way
from grader.model import Lapse, Verdict
from grader.review.step_account import Account
from grader.words import in_words, listed, points

Reasons = Iterator[str]
_STARTS = "this is what you get "
_SHAPES = {
    Lapse.SHAPE: "it has another shape than what is asked for",
    Lapse.TRANSPOSED: "it is the transpose of what is asked for",
}
_NO_WORK = "what earned something took no work, and that was taken back"


def credit_reasons(account: Account) -> list[str]:
    """Why a verdict is what it is, then what was taken away from the credit, or left to people."""
    mark = account.mark
    found = [*BY_VERDICT[mark.verdict](account)]
    if mark.deducted:
        share, lost = f"{mark.deducted:.0%}", points(mark.lost)
        found.append(f"show_work takes {share} of it, {lost}: the way to it was not handed in")
    if mark.people_points:
        found.append(f"people give up to {points(mark.people_points)} points for the text")
    if not mark.points and not mark.people_points:
        found.append("the step has no points")
    return found


def _right(account: Account) -> Reasons:
    taken = account.decisive
    if taken is not None:
        yield _RIGHT_BY[taken.way].format(name=taken.name)
    if account.mark.lacks_figures and account.mark.slip_words:
        yield account.mark.slip_words


def _follows(account: Account) -> Reasons:
    mark = account.mark
    taken = account.decisive
    by = _FOLLOWED_BY[Way.OWN if taken is None else taken.way]
    of = listed([mark.called(name) for name in mark.rests_on])
    yield f"{by.format(name=taken.name if taken else '')} that are not right: {of}"
    if account.step.follow_through != 1:
        yield f"follow_through gives {account.step.follow_through:g} of the credit for that"


def _partly(account: Account) -> Reasons:
    mark = account.mark
    if mark.is_misconception:
        yield f"{_misconception(mark.slip)} gives {mark.credit:g} of the credit"
    elif mark.slip_words:
        yield mark.slip_words.removeprefix(_STARTS)
    elif mark.slip == Lapse.AMBIGUOUS:
        yield "several slips give this value, and none is likely enough to be named"
    yield from _in_share(account)
    if mark.route.in_words != "truth":
        yield f"counted beside what follows ({mark.route.in_words})"


def _in_share(account: Account) -> Reasons:
    """What of a credit is for entries, for a slip or for a unit."""
    mark, policy = account.mark, account.step.policy
    if 0 < mark.share < 1:
        yield f"{mark.share:.0%} of the entries are right; those that take no work do not count"
    if mark.lacks_unit:
        yield f"unit_credit gives {policy.unit_credit:g} of the credit"
    elif mark.slip and not mark.is_misconception and mark.credit:
        yield f"slip_credit gives {policy.slip_credit:g} of the credit"


def _wrong(account: Account) -> Reasons:
    mark, judged = account.mark, account.judged
    if mark.slip == Lapse.TRIVIAL:
        yield f"{_NO_WORK}: {mark.slip_words or 'it rests on values that were put in'}"
        if judged is not None:
            yield f"without that it were {judged.verdict.value}, {judged.credit:g} of the credit"
        return
    if mark.is_misconception:
        yield f"{_misconception(mark.slip)} gives no credit"
    elif mark.slip in _SHAPES and isinstance(mark.slip, Lapse):
        yield _SHAPES[mark.slip]
    elif mark.slip_words:
        yield mark.slip_words.removeprefix(_STARTS)
    else:
        yield "it is not what is right, nor what follows, and no slip explains it"
    if mark.expected_shape and mark.shape != mark.expected_shape and mark.shape is not None:
        yield f"{in_words(mark.shape)} was written, {in_words(mark.expected_shape)} is asked for"
    if mark.reason:
        yield mark.reason


def _missing(account: Account) -> Reasons:
    searched = account.mark.searched
    yield "nothing was found for it" + (f" in {listed(searched)}" if searched else "")
    if account.mark.reason:
        yield account.mark.reason


def _unreadable(account: Account) -> Reasons:
    yield account.mark.reason or "it could not be read"


def _for_people(account: Account) -> Reasons:
    if account.judged is None:
        yield "people read it; nothing was judged"
        return
    unsure, judged = account.step.policy.unsure.value, account.judged
    yield f"a sheet may not mean it, and people are to look (unsure: {unsure})"
    yield f"if it is meant, it is {judged.verdict.value}, {judged.credit:g} of the credit"


def _fault(account: Account) -> Reasons:
    yield "the grader failed at this step; it costs the student nothing that people cannot give"
    if account.mark.detail:
        yield account.mark.detail.strip().splitlines()[-1]


BY_VERDICT: Mapping[Verdict, Callable[[Account], Reasons]] = {
    Verdict.CORRECT: _right,
    Verdict.FOLLOWS: _follows,
    Verdict.PARTIAL: _partly,
    Verdict.INCORRECT: _wrong,
    Verdict.MISSING: _missing,
    Verdict.UNREADABLE: _unreadable,
    Verdict.REVIEW: _for_people,
    Verdict.FAULT: _fault,
}
WAYS: Mapping[Way, str] = {
    Way.TRUTH: "the true value",
    Way.OWN: "what follows from own answers",
    Way.LISTED: "route {name}",
    Way.ALSO: "another right answer, also {name}",
    Way.OTHER_SLOPE: "the rule with the derivative spelled otherwise",
    Way.CARRIED: "own answers carried on in other figures",
    Way.MISCONCEPTION: "misconception {name}",
    Way.CONVENTION: "{name}",
    Way.SLIP: "slip: {name}",
}
"""What each way that was tried is called."""
_RIGHT_BY: Mapping[Way, str] = {
    Way.TRUTH: "it is right beside the true value",
    Way.OWN: "it is what earlier answers give as they were rounded; all of them are right",
    Way.LISTED: "it is right by route {name} of the rubric",
    Way.ALSO: "it is right by the rubric's other answer, also {name}",
    Way.OTHER_SLOPE: "it is right by the rule with the derivative spelled otherwise",
    Way.CARRIED: "it is what right answers give, carried on in other figures",
    Way.MISCONCEPTION: "it is right",
    Way.CONVENTION: "it is right",
    Way.SLIP: "it is right",
}
_FOLLOWED_BY: Mapping[Way, str] = {
    Way.TRUTH: "it follows from own answers",
    Way.OWN: "it follows by the rule from own answers",
    Way.LISTED: "it follows by route {name} of the rubric from own answers",
    Way.ALSO: "it follows by also {name} from own answers",
    Way.OTHER_SLOPE: "it follows, with the derivative spelled otherwise, from own answers",
    Way.CARRIED: "it follows from own answers carried on in other figures",
    Way.MISCONCEPTION: "it follows from own answers",
    Way.CONVENTION: "it follows from own answers",
    Way.SLIP: "it follows from own answers",
}


def _misconception(name: str | None) -> str:
    """What a misconception is called in a sentence, whether the rubric names it or counts it."""
    return f"the rubric's misconception {(name or '').removeprefix('misconception ')}"


def way_in_words(trial: Trial) -> str:
    """What a trial is called: `route 1`, `slip: with the other sign inside σ`."""
    is_named = trial.way is Way.TRUTH and trial.name  # a formula has no true value
    name = trial.name.removeprefix("misconception ")
    return trial.name if is_named else WAYS[trial.way].format(name=name)
