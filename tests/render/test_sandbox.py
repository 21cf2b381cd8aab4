import pytest
from jinja2.exceptions import SecurityError

from pipeline.render.sandbox import lingkungan


@pytest.mark.parametrize(
    "trap",
    [
        "{{ '%999999999d' % 1 }}", "{{ '%*d' % (999999999, 1) }}", "{{ '%999999999d'|format(1) }}",
        "{{ '{:999999999d}'.format(1) }}", "{{ '{:{}}'.format(1, 999999999) }}", "{{ 'a'.ljust(999999999) }}",
        "{{ 'a'.center(999999999) }}", "{{ 'a'|center(999999999) }}", "{{ 'a\\nb'|indent(999999999) }}",
        "{{ '1'.zfill(999999999) }}", "{{ 'a' * 999999999 }}", "{{ 9 ** 99999999 }}", "{{ '\\t'.expandtabs(999999999) }}",
    ],
)  # fmt: skip
def test_no_template_makes_text_without_bound(trap: str) -> None:
    with pytest.raises(SecurityError):
        lingkungan().from_string(trap).render()


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ '%02d' % 7 }} {{ 7 % 4 }} {{ '%s dari %s' % (1, 2) }}", "07 3 1 dari 2"),
        ("{{ '%05.1f'|format(3.14159) }}", "003.1"),
        ("{{ '{:>4}'.format('a') }}{{ 'b'|center(5) }}{{ 'c'.ljust(3) }}|", "   a  b  c  |"),
        ("{% macro m(n) %}{{ n }}{% endmacro %}{{ m(9000000000) }}", "9000000000"),
        ("{{ ['a', 'b']|join(', ') }}", "a, b"),
    ],
)
def test_ordinary_templates_are_as_before(template: str, text: str) -> None:
    assert lingkungan().from_string(template).render() == text
