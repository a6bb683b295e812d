"""Charts of a survey's results."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from relations import charts, formats
from relations.answer_bars import lying

register = template.Library()


@register.inclusion_tag("components/chart.html")
def answers_chart(result: Any) -> dict[str, Any]:
    """Draw what one question was answered with: standing bars for a scale, lying ones for answers in words."""
    labels, values, sentence = result.labels, result.values, result.sentence
    if result.question.kind == "scale":
        series = [charts.Series("", values, "s2")]
        wide = charts.bars(labels, series, sentence=sentence)
        narrow = charts.bars(labels, series, sentence=sentence, compact=True)
    else:
        shares = [share for _label, _value, share in result.rows]
        wide, narrow = (lying(labels, values, shares, sentence=sentence, width=width) for width in (720, 330))
    rows = [(label, [formats.plain(value), formats.percent(share)]) for label, value, share in result.rows]
    return {"wide": wide, "narrow": narrow, "sentence": sentence, "names": [], "rows": rows}


@register.filter
def mail_lines(text: str) -> SafeString:
    """Write plain text into a mail's layout: escaped, each line on its own."""
    return mark_safe("<br />".join(conditional_escape(line) for line in str(text).splitlines()))  # escaped line by line
