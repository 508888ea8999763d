"""The answer to "and if I have no budget?": the same case, the strategies that bear the constraint first, their steps said otherwise."""

from assistant.compose.situation import follow_ups, found_by_research
from assistant.records import Block, Choice, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from corpus.records import Constraint, Corpus

MOST = 3


def compose_refined(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of an answer that works within a constraint.

    :param chosen: the strategies, those that bear the constraint first.
    """
    voice = Voice(understanding.language, understanding.question)
    named = voice.texts.get("constraint")
    binding = understanding.constraints
    before = frozenset(understanding.about.strategies) if understanding.about else frozenset()
    labels = voice.join([named[constraint]["label"] for constraint in binding])
    intro = Claim(text=f"{voice.say('followup.refine_intro')} {voice.say('refined.intro', constraints=labels)}")
    blocks = [_block(choice, binding, before, corpus, voice) for choice in chosen.choices[:MOST]]
    caution = [Claim(text=named[constraint]["caution"], kind="suggestion") for constraint in binding if "caution" in named[constraint]]
    cards = [corpus.cards[choice.id] for choice in chosen.choices[:MOST]]
    return Draft(
        kind="followup",
        blocks=(Block(claims=(intro,)), *blocks, *([Block(claims=tuple(caution))] if caution else [])),
        choices=chosen.choices[:MOST],
        follow_ups=follow_ups(cards[0], voice),
    )


def _block(choice: Choice, binding: tuple[Constraint, ...], before: frozenset[str], corpus: Corpus, voice: Voice) -> Block:
    """Say how to begin with a strategy in spite of each constraint; why it fits too, if it was not shown before."""
    card, means = corpus.cards[choice.id], corpus.means[choice.id]
    claims = []
    if choice.id not in before:
        claims.append(Claim(text=choice.reason or voice.fit(card, choice.fit), kind="suggestion"))
    claims.append(found_by_research(card, voice))
    for constraint in binding[:2]:
        claims.append(Claim(text=voice.adapted(means, constraint), kind="suggestion", lead=voice.lead_within(constraint)))
    return Block(claims=tuple(claims), heading=voice.heading(card, [choice.id, *choice.also]), strategy=choice.id)
