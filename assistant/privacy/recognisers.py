"""Personal data that have a form: how each is written, and what makes sure of it. Pure data and functions, no library.

Patterns are for `regex` (case ignored unless `(?-i:…)` says otherwise), with look-behinds of any length: that is how « né le » announces a date.
A form that other things have too gets a low score, that a check or a word of `context` before it raises.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from corpus.records import Record

SURE, DOUBTFUL = 0.9, 0.2

MONTH = (
    r"(?:janvier|janv|jan|f[ée]vrier|f[ée]vr?|mars|avril|avr|mai|juin|juillet|juil|ao[ûu]t|septembre|sept|octobre|oct|novembre|nov|d[ée]cembre|d[ée]c|"
    r"january|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|october|november|december|dec)\.?"
)
YEAR, DAY, ROMAN = r"(?:19|20)\d\d", r"(?:\d\d?(?:er|re|st|nd|rd|th)?|premier|first)", r"(?-i:I{1,3}|IV|VI{0,3}|IX|XI{0,2})"
NUMERIC = (
    rf"(?:{YEAR} ?[-/. ] ?\d\d? ?[-/. ] ?\d\d?|\d\d? ?[-/.] ?\d\d? ?[-/.] ?(?:19|20)?\d\d|{YEAR}(?:0[1-9]|1[0-2])[0-3]\d"
    rf"|\d\d?[ .]{ROMAN}[ .]{YEAR})"
)
WRITTEN = rf"(?:{DAY}[ -]?(?:de |of )?{MONTH}[ ,-]{{0,2}}\(?{YEAR}\)?|{MONTH} (?:the )?{DAY},? {YEAR}|{YEAR},? {DAY} {MONTH}|{MONTH} {YEAR}, le {DAY})"
FULL_DATE = rf"(?:{NUMERIC}|{WRITTEN})(?!\d)"
SHORT_YEAR = rf"(?:{DAY}[ -]?{MONTH}[ -]['’]?\d\d|{MONTH} {DAY}[,/]? ?['’]?\d\d)(?!\d)"
DATE = rf"(?:{FULL_DATE}|{SHORT_YEAR}|{DAY} {MONTH}(?! \d)|{MONTH} {YEAR}|\d\d \d\d {YEAR}|{MONTH} {DAY}(?!\d))"
BORN = (
    r"\b(?:n[ée]{1,2}s? (?:le|en|à|a|au|un)\b|n(?:é|ée|és|ées|é·e|é\.e)\b|n[ée]e?\(e\)|n[ée]{1,2}s? ?:|venue?s? au monde|ddn|dn ?:|d\.d\.n\.?|date de na?iss?ance|naissance|naiss\.?"
    r"|anniversaire|f[êe]te ses|date de f[êe]te|f[êe]te(?: est|,? c['’]est)? le|dob|d\.o\.b\.?|date of birth|born|b\.(?= ?\d)|birth ?date|birthday)"
)
APARTMENT = r"(?:,? ?(?:app\.?|appt\.?|apt\.?|appartement|apartment|bureau|bur\.?|suite|unit[ée]?|porte|local|#|n[o°]|r\.?r\.?) ?\.?(?:\d+[a-z]?|[a-z])\b)?"
PROVINCE = r"(?:,? \(?(?:qu[ée]bec|qc|p\.?q\.?)\)?(?!\w))?"
POSTAL = r"[abceghj-nprstvxy]\d[abceghj-nprstv-z][ -]?\d[abceghj-nprstv-z]\d"
CITY = rf"(?:(?:,? (?:st|ste|saint|sainte)-\p{{L}}+(?:-\p{{L}}+)*)|(?:,? [\p{{L}}'’.-]+(?: [\p{{L}}'’.-]+){{0,2}}(?=,? {POSTAL}(?!\w)))|(?:,? (?:à )?)(?-i:(?:Saint|Sainte|St|Ste|La|Le|L'|Les|Notre)?[ -]?\p{{Lu}}[\p{{L}}'’]+(?:-[\p{{L}}'’\d]+)*(?: \p{{Lu}}[\p{{L}}-]+)?){PROVINCE}(?=[\s,.;:)]|$))?"
LINK = r"(?:(?:de la|de|des|du|la|le|les|of|the) |(?:de )?[ld]['’] ?)"
SAID = (
    r"(?:saint|sainte|st|ste|notre|dame|mgr|monseigneur|docteur|dr|cardinal|cur[ée]|fr[èe]re|p[èe]re|abb[ée]|sir|lord|lac|lacs|grande?s?|petite?s?|vieux|vieille|beau|belle|haute?|"
    r"bois|rivi[èe]re|mont|montagne|pointe|parc|vall[ée]e|moulin|pont|premier|premi[èe]re)"
)
NAME = rf"{LINK}{{0,2}}(?:(?-i:\p{{Lu}}[\p{{L}}'’-]+(?:[ -]{LINK}?\p{{Lu}}[\p{{L}}'’-]*)*)|(?:{SAID}[ .-]{{1,2}}){{0,2}}{LINK}?[\p{{L}}'’]{{2,}}(?:-[\p{{L}}'’]+)*)"
HEADING = r"(?:,? (?:nord|sud|est|ouest|north|south|east|west|[nseo]\.?)(?!\p{L}))?"
TAIL = rf"{HEADING}{APARTMENT}"
NUMBER = r"(?<![\d.,$-])\d{1,5}(?:[-–]\d{1,5})?[ -]?(?:[a-d]\b|bis\b|ter\b|½|\b)"


class Form(Record):
    """A kind of data and how it is written.

    :param patterns: each with a score between 0 and 1; from one half on, it is believed.
    :param context: words, in lower case, that raise the score when they stand just before.
    :param check: says for sure that a text is one; a text that it refuses keeps its score.
    """

    kind: str
    patterns: tuple[tuple[str, float], ...]
    context: tuple[str, ...] = ()
    check: Callable[[str], bool] | None = None


def luhn(text: str) -> bool:
    """Tell whether nine digits have the check digit of a social insurance number, and do not look like a round sum."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 9 or digits[-3:] == [0, 0, 0] or digits[0] == 8 or len(set(digits)) == 1:
        return False
    return sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(digits)) % 10 == 0


def permanent_code(text: str) -> bool:
    """Tell whether the digits of a permanent code are a date (day, month, or month + 50, year), as the ministry makes it."""
    day, month, _ = _pairs(text)
    return 1 <= day <= 31 and (1 <= month <= 12 or 51 <= month <= 62)


def health_number(text: str) -> bool:
    """Tell whether the digits of a health insurance number are a date (year, month, + 50 for a woman, day), as the RAMQ makes it."""
    _, month, day = _pairs(text)
    return (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31


def _pairs(text: str) -> tuple[int, int, int]:
    digits = re.sub(r"\D", "", text)
    return int(digits[:2]), int(digits[2:4]), int(digits[4:6])


def _address(text: str) -> bool:
    return all(0 <= int(part) <= 255 for part in text.split("."))


MONTHS_IN_CODE = r"(?!mars|juin|ao[uû]t|sept)"
CODE = rf"(?<!\w){MONTHS_IN_CODE}[a-z]{{4}}[ .–-]{{0,3}}\d{{4}}[ .–-]{{0,3}}\d{{4}}(?!\w)"
CODE_SPACED = rf"(?<!\w){MONTHS_IN_CODE}[a-z]{{4}}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?\d{{2}}(?!\w)"
CARD = r"\b(?:ramq|assurance[ -]maladie|carte soleil|medicare|health (?:card|insurance)|carte d'assurance)\b[^\n\d]{0,40}"
HEALTH, UNTOLD = rf"(?<={CARD})", rf"(?<!{CARD})"
PUPIL = r"(?<=\b(?:codes? permanents?|code perm|cp|fiche|permanent codes?)\b[^\n\d]{0,40})"
INSIDE = r"(?:poste|post|p\.|ext\.?|extension|x|#) ?[:#.]? ?\d{1,6}"
EXTENSION = rf"(?: ?\({INSIDE}\)|,? ?{INSIDE})?"
CHILD = r"(?:gar[çc]on|fille|fils|enfant|[ée]l[èe]ve|petite?|jeune|boy|girl|son|daughter|child|student|pupil)"
COUNTED = (
    r"(?:pages?|p\.|pp\.|s[ée]rie|serial|mod[èe]les?|models?|commandes?|orders?|articles?|factures?|invoices?|dossiers?|lignes?|lines?)"
)
SEPARATOR = r"[\s.\-‑–—/_•·]"
SOCIAL = r"\b(?:n\.?a\.?s\.?|s\.?i\.?n\.?|assurance[ -]sociale?|social insurance)(?!\w)"

LOCAL = r"(?<![\w.+%-])[\w+%-]+(?:(?:\.| point | dot )[\w+%-]+)*"
DOT = r" ?(?:\.|(?<= )(?:point|dot)(?= )|[(\[](?:point|dot|\.)[)\]]) ?"

FORMS: Sequence[Form] = (
    Form(
        kind="COURRIEL",
        patterns=(
            (r"(?<![\w.+%-])[\w.+%'’-]*[\w+%-] ?@ ?[\w-]+(?: ?\.[\w-]+)*\.[a-z]{2,}", SURE),
            (r"(?<![\w.+%-])[\w.+%-]{2,}\w@[a-z][\w-]+(?:\.[\w-]+)*", SURE),
            (
                rf"{LOCAL} ?(?:\((?:a|at|arobase|@|à)\)|\[(?:a|at|arobase|@|à)\]|(?<= )arobase?(?= )|(?<= )at(?= [\w-]+ dot )) ?[\w-]+(?:{DOT}[\w-]+)*{DOT}[a-z]{{2,6}}(?!\w)",
                SURE,
            ),
        ),
    ),
    Form(
        kind="TELEPHONE",
        patterns=(
            (
                rf"(?<![\w$@/-])(?<!\d[.,])(?:\+?1{SEPARATOR}?)?(?:\([2-9]\d\d\){SEPARATOR}{{0,2}}|[2-9]\d\d{SEPARATOR}{{1,3}})\d{{3}}{SEPARATOR}{{0,3}}\d\d{SEPARATOR}?\d\d(?!\d)(?! ?(?:\$|dollars|€)){EXTENSION}",
                SURE,
            ),
            (rf"(?<![\w$@.,/-])(?:\+?1)?[2-9]\d\d[2-9]\d{{6}}(?![\w$])(?! ?\$){EXTENSION}", SURE),
            (r"(?<![\w+])\+(?!1\D?\d{3}\D)\d{1,3}(?:[ .()-]{0,2}\d){7,12}(?!\d)", SURE),
            (rf"(?<![\w$.,-])(?<!\d )(?<!\b{COUNTED} )[2-9]\d\d[-.‑–—•]\d{{4}}(?![\w-])(?! ?\$){EXTENSION}", 0.6),
            (rf"(?<![\w$.,-])(?<!\d )[2-9]\d\d ?\d{{4}}(?![\w-])(?! ?\$){EXTENSION}", DOUBTFUL),
            (
                r"(?<=\b(?:joindre|joignable|rejoindre|appel\w*|t[ée]l\w*|call|reach|contact\w*)\b[^.\n\d]{0,40})\b(?:poste|ext\.?|extension) ?:? ?\d{3,6}\b(?! ?%)",
                SURE,
            ),
        ),
        context=(
            "tel",
            "telephone",
            "telephonique",
            "cell",
            "cellulaire",
            "cel",
            "appeler",
            "appelle",
            "appelez",
            "rappeler",
            "rappelle",
            "rappelez",
            "joindre",
            "joignable",
            "rejoindre",
            "texter",
            "texte",
            "numero",
            "no",
            "fax",
            "telecopieur",
            "portable",
            "mobile",
            "domicile",
            "phone",
            "call",
            "number",
            "reach",
            "text",
        ),
    ),
    Form(
        kind="CODE_POSTAL",
        patterns=(
            (r"(?<![\w-])[abceghj-nprstvxy]\d[abceghj-nprstv-z][ .\u00a0-]{0,2}\d[abceghj-nprstv-z]\d(?![\w])", SURE),
            (
                r"(?<=\b(?:code postal|postal code|qu[ée]bec|qc)\b[^\n\d]{0,15})(?<!\w)[a-z] ?[\do] ?[a-z][ -]{0,2}[\do] ?[a-z] ?[\do](?!\w)",
                SURE,
            ),
        ),
    ),
    Form(
        kind="NAS",
        patterns=(
            (r"(?<![\w.,$-])(?<!\d )\d{3}([ .-]?)\d{3}\1\d{3}(?![\w-])(?![.,]\d)(?! ?(?:\$|%|€|dollars|[ée]l[èe]ves|\d{3}\b))", DOUBTFUL),
            (rf"(?<={SOCIAL}[^\n\d]{{0,40}})\d(?:[\s.\-‑–—/_•()]{{0,3}}\d){{7,9}}(?!\d)", SURE),
            (rf"(?<![\w.,$-])\d(?:[ .-]{{0,2}}\d){{8}}(?!\d)(?=[^\n\d]{{0,25}}{SOCIAL})", SURE),
        ),
        context=("nas", "sin"),
        check=luhn,
    ),
    Form(
        kind="RAMQ",
        patterns=((HEALTH + CODE, 0.95), (HEALTH + CODE_SPACED, 0.95), (HEALTH + r"(?<!\w)(?:[a-z] ){4}(?:\d ?){8}(?!\w)", 0.95)),
    ),
    Form(
        kind="CODE_PERMANENT",
        patterns=((UNTOLD + CODE, 0.1), (UNTOLD + CODE_SPACED, 0.1), (PUPIL + CODE, SURE), (PUPIL + CODE_SPACED, SURE)),
        check=permanent_code,
    ),
    Form(kind="RAMQ", patterns=((CODE, 0.1),), check=health_number),
    Form(
        kind="DATE_NAISSANCE",
        patterns=(
            (rf"(?<={BORN}[^.;\n\d]{{0,45}})(?<!\w){DATE}", SURE),
            (rf"(?<=\bn[ée]{{1,2}}s?,? \(?){FULL_DATE}", SURE),
            (rf"(?<=\b(?:naissance|ddn|dob|birth)\b[^;|\t]{{0,20}}[;|\t][\s\S]{{0,800}}[;|\t] ?){FULL_DATE}(?= ?[;|\t])", SURE),
            (rf"(?<=(?<!\d)\d{{3}}[ -]?\d{{3}}[ -]?\d{{3}} ?[;|\t,/] ?){FULL_DATE}", SURE),
            (rf"(?<=\b{CHILD},? ?\(){FULL_DATE}(?=\))", SURE),
            (rf"(?<={CODE}[^\n\d]{{0,10}})(?<!\w){FULL_DATE}", SURE),
            (rf"(?<!\w){FULL_DATE}(?=[^\n\d]{{0,10}}{CODE})", SURE),
            (rf"(?<!\w){FULL_DATE}(?= ?[,(–-]{{0,2}} ?(?:date de naissance|naissance|ddn|dob|date of birth)\b)", SURE),
        ),
    ),
    Form(
        kind="ADRESSE",
        patterns=(
            (rf"{NUMBER},? (?:rue|boulevard|boul\.?|blvd\.?|bd|avenue|av\.|ave\.?|chemin|ch\.|rang|rg|mont[ée]e) {NAME}{TAIL}{CITY}", SURE),
            (
                rf"{NUMBER},? (?-i:(?:[Pp]lace|[Pp]l\.|[Rr]oute|[Cc][ôo]te|[Cc]arré|[Cc]roissant|[Aa]llée|[Aa]llee|[Tt]errasse|[Ii]mpasse|[Pp]romenade|[Rr]uelle|[Cc]ercle|[Qq]uai|[Cc]ours)"
                rf" {LINK}{{0,2}}(?:\p{{Lu}}[\p{{L}}'’-]+(?: \p{{Lu}}[\p{{L}}'’-]+)*|\d{{2,3}})){TAIL}{CITY}",
                SURE,
            ),
            (
                rf"{NUMBER},? (?:rue |boul\.? |route )?\d{{1,3}} ?(?:e|i[èe]me|[èe]re|re|st|nd|rd|th) (?:avenue|av\.?|rue|rang|street|st\.?|ave\.?|boulevard)(?!\p{{L}}){TAIL}{CITY}",
                SURE,
            ),
            (rf"{NUMBER},? (?:c[ôo]te|mont[ée]e)-\p{{L}}+(?:-\p{{L}}+)*{TAIL}{CITY}", SURE),
            (rf"{NUMBER},? (?:route|rang|chemin) \d{{1,3}}(?!\d){TAIL}{CITY}", SURE),
            (rf"{NUMBER},? (?:des|du|de la) \p{{L}}{{3,}}(?:-\p{{L}}+)*(?=,? ?(?:app|apt)){TAIL}{CITY}", SURE),
            (r"(?-i:[Ll]ot|House) \d{1,5}, (?-i:\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*)" + CITY, SURE),
            (
                rf"{NUMBER},? (?-i:(?:\p{{Lu}}[\p{{L}}'’.-]+ ){{1,3}}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Drive|Dr\.?|Lane|Ln\.?|Boulevard|Blvd\.?|Crescent|Cres\.?|Court|Ct\.?|Terrace|Circle|Way|Place))(?!\p{{L}}){TAIL}{CITY}",
                SURE,
            ),
            (
                rf"{NUMBER},? (?!to |of |for |in |new |long )[\p{{L}}'’-]+ (?:[\p{{L}}'’-]+ )?(?:street|avenue|road|drive|boulevard|crescent)(?!\p{{L}}){TAIL}{CITY}",
                SURE,
            ),
            (
                rf"(?<=\b(?:habit\w*|demeur\w*|domicili\w*|r[ée]sid\w*|adresse|d[ée]m[ée]nag\w*|lives?|living|address)\b[^.\n\d]{{0,25}}){NUMBER},? {LINK}{{0,2}}(?-i:\p{{Lu}}[\p{{L}}'’-]+(?:[ -]\p{{Lu}}[\p{{L}}'’-]+)*){TAIL}{CITY}",
                SURE,
            ),
            (
                r"\b(?:c\.\s?p\.|case postale|casier postal|p\.?\s?o\.? box|bo[îi]te postale) ?\d{1,5}\b(?:,? (?:succ\.?|succursale|station) [\p{L}-]+)?"
                + CITY,
                SURE,
            ),
        ),
    ),
    Form(kind="ADRESSE_IP", patterns=((r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)", DOUBTFUL),), check=_address),
    Form(
        kind="LIEN",
        patterns=(
            (
                r"(?:https?://)?(?:[\w-]+\.)?(?:facebook|fb|instagram|twitter|x|tiktok|snapchat|linkedin|youtube|threads|github)\.com/(?:in/|u/|add/|user/|profile\.php\?id=)?@?[\w.%-]+/?",
                SURE,
            ),
        ),
    ),
    Form(
        kind="ECOLE",
        patterns=(
            (
                r"\b(?:[ée]coles?|polyvalente|coll[èe]ge|pavillon|acad[ée]mie|c[ée]gep|pensionnat|s[ée]minaire|centre de formation|centre d'[ée]ducation)"
                r"(?: (?:primaire|secondaire|pr[ée]scolaire|priv[ée]e?|publique|internationale|alternative|[ée]l[ée]mentaire|professionnelle|des adultes))*"
                r" (?:(?:de la|de l['’]|de|des|du|d['’]) ?)?(?-i:(?!Branchée|branchée)(?:[LD]['’])?\p{Lu}[\p{L}'’]+(?:[ -](?:(?:de la|de|des|du|de l['’]|d['’]|la|le|les)[ -])?\p{Lu}?[\p{L}'’]*\p{Lu}?[\p{L}]+(?=[ -]\p{Lu}|-))*(?:[ -]\p{Lu}[\p{L}'’]+)*)",
                SURE,
            ),
            (
                r"(?-i:(?:\p{Lu}[\p{L}'’.-]+ ){1,4}(?:Elementary |High |Primary |Secondary |Middle |Regional )*(?:School|Academy|College))(?!\p{L})",
                SURE,
            ),
            (r"\b[ée]coles? (?:primaire |secondaire )?(?:saint|sainte|st|ste|notre)[ -]\p{L}+(?:-\p{L}+)*", SURE),
        ),
    ),
)


def birth_date_after(text: str, end: int, today: date) -> tuple[int, int] | None:
    """Return the place of a date of birth that stands right beside the name of a person: a full date, of a year before the last three.

    :param end: where the name ends.
    """
    match = re.compile(rf"(?:,? ?\(|, ?| [-–] ?|\t| ?: ?| )({FULL_DATE})", re.IGNORECASE).match(text, end)
    year = match and re.search(r"(?:19|20)\d\d", match[1])
    if match and year and int(year[0]) <= today.year - 3:
        return match.span(1)
    return None
