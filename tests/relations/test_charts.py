"""Charts: drawn right, safe, and with their numbers in words."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations import art, charts
from relations.templatetags import ur

MONTHS = ["gen", "feb", "mar"]


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(tag))


@pytest.mark.parametrize(
    ("value", "top", "steps"),
    [(0, 1, 1), (-4, 1, 1), (1, 1, 1), (3, 3, 3), (7, 8, 4), (14, 15, 3), (18640, 20000, 4), (25000, 25000, 5), (0.3, 0.3, 3),
     (101, 125, 5)],
)  # fmt: skip
def test_a_scale_has_round_steps_up_to_or_above_the_highest(value, top, steps):
    assert charts.scale(value) == (pytest.approx(top), steps)


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_no_value_is_above_its_scale(value):
    assert charts.scale(value)[0] >= value * (1 - 1e-6)


def test_a_sparkline_needs_two_numbers():
    assert charts.sparkline([]) == charts.sparkline([3]) == ""


def test_a_flat_sparkline_is_drawn_level():
    assert set(re.findall(r"[ML][\d.]+ ([\d.]+)", charts.sparkline([4, 4, 4]).split("30L0")[1])) == {"27.0"}


def test_a_bar_is_as_high_as_its_share_of_the_scale():
    svg = charts.bars(MONTHS, [charts.Series("a", [0, 50, 100], "s1")], sentence="s")
    heights = [float(rect.get("height")) for rect in elements(svg, "rect")]
    assert heights == [92.0, 184.0]


def test_layers_are_stacked_without_gaps():
    svg = charts.bars(["gen"], [charts.Series("a", [40], "s1"), charts.Series("b", [60], "s2")], sentence="s")
    low, high = elements(svg, "rect")
    assert float(high.get("y")) + float(high.get("height")) == pytest.approx(float(low.get("y")))


def test_the_total_is_written_on_the_bar():
    svg = charts.bars(["gen"], [charts.Series("a", [1200]), charts.Series("b", [71])], sentence="s")
    assert [text.text for text in elements(svg, "text") if text.get("class") == "lb"] == ["1.271"]


def test_a_missing_value_is_not_drawn_as_zero():
    svg = charts.lines(MONTHS, [charts.Series("a", [1, None, 3])], sentence="s")
    line = next(path for path in elements(svg, "path") if path.get("class").startswith("ln"))
    assert line.get("d").count("L") == 1


def test_an_empty_chart_is_still_a_chart():
    for draw in (charts.lines, charts.bars):
        assert elements(draw([], [charts.Series("a", [])], sentence="niente"), "svg")[0].get("aria-label") == "niente"


def test_what_people_wrote_is_escaped():
    svg = charts.bars(["<b>x</b>"], [charts.Series("a", [1])], sentence='"><script>alert(1)</script>')
    assert elements(svg, "script") == [] and elements(svg, "b") == []


@pytest.mark.parametrize(("value", "width"), [(52, "52.0%"), (0, "0.0%"), (140, "100.0%"), (-3, "0.0%")])
def test_a_meter_stays_within_its_ends(value, width):
    assert [r.get("width") for r in elements(charts.meter(value, label="x"), "rect") if r.get("class") == "v"] == [width]


def test_the_notch_of_a_meter_is_where_we_should_be():
    rect = next(r for r in elements(charts.meter(10, expected=50, label="x"), "rect") if r.get("class") == "notch")
    assert rect.get("x") == "50.0%"


def test_pieces_of_a_stacked_bar_follow_each_other():
    svg = charts.stacked([("ok", 50), ("er", 25)], total=100, label="x")
    assert [(r.get("x"), r.get("width")) for r in elements(svg, "rect")[1:]] == [("0.0%", "50.0%"), ("50.0%", "25.0%")]


def test_a_stacked_bar_of_nothing_does_not_divide_by_zero():
    assert charts.stacked([("ok", 0)], total=0, label="x").startswith("<svg")


def test_a_donut_goes_all_the_way_round():
    svg = charts.donut([("a", 1), ("b", 3)], sentence="s")
    arcs = [float(c.get("stroke-dasharray").split()[0]) for c in elements(svg, "circle")]
    assert sum(arcs) == pytest.approx(376.99, abs=0.2) and arcs[1] == pytest.approx(3 * arcs[0], abs=0.2)


def test_the_same_seed_draws_the_same_landscape_and_others_another():
    drawn = {art.landscape(seed) for seed in range(12)}
    assert art.landscape(3) == art.landscape(3) and len(drawn) == 12


def test_no_drawing_carries_a_style_or_a_script():
    drawn = [art.landscape(n) for n in range(9)] + [
        charts.ring(91, label="x"), charts.meter(1, label="x"), charts.sparkline([1, 2]),
        charts.lines(MONTHS, [charts.Series("a", [1, 2, 3])], sentence="s", target=4, pace=True, end_label="€ 3"),
        charts.donut([("a", 1)], sentence="s"),
    ]  # fmt: skip
    assert [svg for svg in drawn if re.search(r"style\s*=|<script|<style|\son\w+=", svg)] == []


def test_the_table_beside_a_chart_holds_every_number():
    context = ur.bar_chart(MONTHS, [charts.Series("Esecutiva", [1, None, 2.5], "s2")], "frase")
    assert context["rows"] == [("gen", ["1"]), ("feb", [None]), ("mar", ["2,5"])]
