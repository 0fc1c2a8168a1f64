"""Hot issues as BERTopic finds them, judged like ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.figures import Figure
from evals import gold
from evals.peers.environment import ask
from huixiang.digest import measures
from huixiang.digest.words import cut


def figures() -> Iterator[Figure]:
    """B³-F1, adjusted Rand index, issue-F1, large issues found and processor seconds of each setting."""
    messages, issues = gold.messages(), gold.hot_issues()
    texts = [message.text for message in messages]
    answer = ask("with_bertopic", {"texts": texts, "words": [" ".join(cut(text)) for text in texts]})
    for name, found in answer.items():
        groups = {
            message.id: f"alone {message.id}" if topic < 0 else str(topic)
            for message, topic in zip(messages, found["topics"], strict=True)
        }
        yield from judged(name, groups, issues, seconds=found["seconds"])


def judged(name: str, groups: Mapping[str, str], issues: Mapping[str, str], *, seconds: float) -> Iterator[Figure]:
    """The figures of one grouping of all messages."""
    truth, found = list(issues.values()), [groups[message] for message in issues]
    cubed = measures.b_cubed(truth, found)
    context = {"precision": round(cubed.precision, 3), "recall": round(cubed.recall, 3), "gold messages": len(truth)}
    yield Figure(f"{name}: B³-F1", cubed.f1, "", context=context)
    yield Figure(f"{name}: adjusted Rand index", measures.adjusted_rand(truth, found), "")
    issue_context = {"issues": len(set(truth)), "messages": len(groups)}
    yield Figure(f"{name}: issue-F1", measures.issue_f1(issues, groups), "", context=issue_context)
    large, of = measures.large_issues_found(issues, groups)
    yield Figure(f"{name}: large issues found", large, f"of {of}", context={"F1 at least": 0.5})
    yield Figure(f"{name}: processor time", seconds, "s", context={"latent semantics and compilation": "included"})
