"""The profile as HTML: what to build on, what to work on and how to begin this week, and how every number was reached. Pure."""

from html import escape

from assistant.reflection.chart import means_table, radar
from assistant.reflection.records import Priority, Profile
from assistant.reflection.words import Words
from assistant.typography import MARKS, typeset
from corpus.base import Language
from corpus.records import Corpus

FILES = {"markdown": "Markdown", "json": "JSON", "csv": "CSV"}


def profile_html(profile: Profile, corpus: Corpus, language: Language) -> str:
    """Return the profile, to be read or printed.

    :param corpus: where the strategies and the competencies are named.
    """
    words = Words(language)
    parts = [
        '<article class="bz-profile" aria-labelledby="bz-profile-title">',
        f'<h2 id="bz-profile-title" tabindex="-1">{_text(words, "profile.title")}</h2>',
        f'<p class="bz-reflection-note">{_text(words, "profile.aid")}</p>',
        f"<p>{escape(words.say('progress', done=str(profile.answered), asked=str(profile.asked)))}</p>",
        f"<p>{escape(words.say('profile.dropped', count=str(profile.dropped)))}</p>" if profile.dropped else "",
        _compared(profile, corpus, words) if profile.strengths else f"<p>{escape(words.uncompared(profile))}</p>",
        _lacking(profile, words),
        f"<h3>{_text(words, 'chart.title')}</h3>{radar(profile, language)}",
        _competencies(profile, corpus, words),
        f'<p class="bz-reflection-note">{_text(words, "kept")}</p>',
        _actions(words),
        "</article>",
    ]
    return "".join(parts)


def _text(words: Words, key: str) -> str:
    return escape(words.get(key))


def _compared(profile: Profile, corpus: Corpus, words: Words) -> str:
    strengths = "".join(f"<li>{_named(profile, id_, words)}</li>" for id_ in profile.strengths)
    priorities = "".join(_priority(profile, priority, corpus, words) for priority in profile.priorities)
    return (
        f"<h3>{_text(words, 'profile.strengths')}</h3><p>{_text(words, 'profile.strengths_intro')}</p><ul>{strengths}</ul>"
        f"{_tied(profile.strengths_tied, words)}"
        f"<h3>{_text(words, 'profile.priorities')}</h3><p>{_text(words, 'profile.priorities_intro')}</p>{priorities}"
        f"{_tied(profile.priorities_tied, words)}"
    )


def _named(profile: Profile, family: str, words: Words) -> str:
    mean = profile.mean_of(family)
    return f"<strong>{escape(words.family(family))}</strong>, {escape(words.mean(mean))}"


def _tied(ids: tuple[str, ...], words: Words) -> str:
    return f"<p>{escape(words.say('profile.tied', families=words.families(ids)))}</p>" if ids else ""


def _priority(profile: Profile, priority: Priority, corpus: Corpus, words: Words) -> str:
    items = "".join(_strategy(id_, corpus, words) for id_ in priority.strategies)
    return f'<h4>{_named(profile, priority.family, words)}</h4><ul class="bz-profile-strategies">{items}</ul>'


def _strategy(id_: str, corpus: Corpus, words: Words) -> str:
    card = corpus.cards[id_]
    name = words.strategy(card)
    asked, label = escape(words.say("profile.asked", id=id_, name=name)), escape(words.say("profile.ask_about", name=name))
    return (
        f"<li><strong>{typeset(escape(name))}</strong> ({id_})<br>"
        f'<span class="bz-kind bz-suggestion">{MARKS["suggestion"]} {_text(words, "profile.suggestion")}</span> '
        f"{typeset(escape(words.first_step(card)))} "
        f'<button type="button" class="bz-profile-ask" data-ask="{asked}" aria-label="{label}">{_text(words, "profile.ask")}</button></li>'
    )


def _lacking(profile: Profile, words: Words) -> str:
    if not profile.lacking:
        return ""
    items = "".join(f"<li>{escape(words.family(family.id))}, {escape(words.counted(family))}</li>" for family in profile.lacking)
    return f"<h3>{_text(words, 'profile.lacking')}</h3><p>{_text(words, 'profile.lacking_intro')}</p><ul>{items}</ul>"


def _competencies(profile: Profile, corpus: Corpus, words: Words) -> str:
    tables = [means_table(rows, key, words) for key, rows in words.by_framework(profile, corpus).items()]
    if not tables:
        return ""
    return f"<h3>{_text(words, 'competencies.title')}</h3><p>{_text(words, 'competencies.intro')}</p>{''.join(tables)}"


def _actions(words: Words) -> str:
    files = "".join(f'<button type="button" data-reflection="{kind}">{name}</button>' for kind, name in FILES.items())
    return (
        f'<div class="bz-reflection-actions"><button type="button" data-reflection="print">{_text(words, "profile.print")}</button>'
        f"<span>{_text(words, 'profile.exports')}</span>{files}</div>"
    )
