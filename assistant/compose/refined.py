"""The answer to "and if I have no budget?": the same case, the strategies that bear the constraint first, their steps said otherwise."""

from assistant.compose.situation import follow_ups, found_by_research
from assistant.compose.steps import first_step, reason
from assistant.records import Block, Choice, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from corpus.records import Constraint, Corpus, Horizon

MOST = 3


def compose_refined(understanding: Understanding, chosen: Shortlist, corpus: Corpus) -> Draft:
    """Return the draft of an answer that works within a constraint.

    :param chosen: the strategies, those that bear the constraint first.
    """
    voice = Voice(understanding.language, understanding.question)
    named = voice.texts.get("constraint")
    binding = understanding.constraints
    labels = voice.join([named[constraint]["label"] for constraint in binding])
    intro = Claim(text=f"{voice.say('followup.refine_intro')} {voice.say('refined.intro', constraints=labels)}")
    blocks = [_block(choice, binding, understanding, corpus, voice) for choice in chosen.choices[:MOST]]
    caution = [Claim(text=named[constraint]["caution"], kind="suggestion") for constraint in binding if "caution" in named[constraint]]
    cards = [corpus.cards[choice.id] for choice in chosen.choices[:MOST]]
    return Draft(
        kind="followup",
        blocks=(Block(claims=(intro,)), *blocks, *([Block(claims=tuple(caution))] if caution else [])),
        choices=chosen.choices[:MOST],
        follow_ups=follow_ups(cards[0], voice),
    )


def compose_onward(understanding: Understanding, chosen: Shortlist, corpus: Corpus, intro: str) -> Draft:
    """Return the draft of an answer to what is added to a case and binds nothing: what is new in full, what was shown one step further.

    :param intro: the sentence that ties it to what was added.
    """
    voice = Voice(understanding.language, understanding.question)
    choices = chosen.choices[:MOST]
    new = [choice for choice in choices if not _shown(choice, understanding.shown)]
    choices = (
        *new,
        *(choice for choice in choices if choice not in new),
    )  # in the order that they are told in: "the first" is the first read
    said = voice.say("refined.some" if new else "refined.same")
    blocks = [_block(choice, (), understanding, corpus, voice, onward=True) for choice in choices]
    cards = [corpus.cards[choice.id] for choice in choices]
    opening = Block(claims=(Claim(text=f"{intro} {said}"),))
    return Draft(kind="followup", blocks=(opening, *blocks), choices=choices, follow_ups=follow_ups(cards[0], voice))


def _block(
    choice: Choice, binding: tuple[Constraint, ...], understanding: Understanding, corpus: Corpus, voice: Voice, *, onward: bool = False
) -> Block:
    """Say how to begin with a strategy in spite of each constraint; why it fits too, if it was not shown before.

    :param onward: whether a strategy shown before is taken one step further, and one that was not has its first step.
    """
    card, means = corpus.cards[choice.id], corpus.means[choice.id]
    shown = _shown(choice, understanding.shown)
    claims = []
    if not shown:
        claims.append(Claim(text=reason(choice, understanding, corpus, voice), kind="suggestion"))
    claims.append(found_by_research(card, voice))
    for constraint in binding[:2]:
        claims.append(Claim(text=voice.adapted(means, constraint), kind="suggestion", lead=voice.lead_within(constraint)))
    if onward:
        horizon: Horizon = "mois" if shown else "semaine"
        step = voice.step(card, "mois") if shown else first_step(card, understanding, corpus, voice)
        claims.append(Claim(text=step, kind="suggestion", lead=voice.say(f"lead.step.{horizon}")))
    return Block(claims=tuple(claims), heading=voice.heading(card, [choice.id, *choice.also]), strategy=choice.id)


def _shown(choice: Choice, before: frozenset[str]) -> bool:
    """Tell whether a strategy was shown before, by itself or by its other name."""
    return not before.isdisjoint((choice.id, *choice.also))
