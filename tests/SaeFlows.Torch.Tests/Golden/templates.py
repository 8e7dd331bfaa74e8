"""Makes templates.jsonl: what Jinja2 3.1.6 renders, set up as transformers sets it up. A result of null means that it refuses.

python3 templates.py > templates.jsonl
"""
import datetime
import json

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

TEMPLATES = [
    "{# c #}\n  {% if true %}\n  a\n  {% endif %}\nb\n",
    "  {%+ if true %} x{% endif +%}\n y",
    "{% raw %}{{ x }}{% endraw %}|{{ '{{' }}",
    "{{ 7//2 }} {{ -7//2 }} {{ -7%3 }} {{ 7/2 }} {{ 2**10 }} {{ 1.5+1 }} {{ 10/5 }} {{ 1e0 if false else 3 }}",
    "{{ [1,'a',None,true,{'k':1.0}] }} {{ none }} {{ undefinedvar }} {{ {'a':[1,2]} | tojson }} {{ \"it's\" | list }}",
    "{% for k,v in {'a':1,'b':2}.items() %}{{loop.index}}{{k}}={{v}}{{ ',' if not loop.last }}{% endfor %}",
    "{% macro m(a,b='x') %}[{{a}}{{b}}]{% endmacro %}{{ m(1) }}{{ m(1,b=2) }}{{ m(b=3,a=4) }}",
    "{% set ns=namespace(x=1,y=[]) %}{% for i in range(5) %}{% if i==3 %}{% break %}{% endif %}{% if i==1 %}{% continue %}{% endif %}{% set ns.x=ns.x+i %}{% endfor %}{{ ns.x }}",
    "{% set x=1 %}{% for i in [1,2] %}{% set x=i %}{{x}}{% endfor %}{{x}}",
    "{% for i in [] %}a{% else %}none{% endfor %}",
    "{{ 'abcdef'[1:-1] }} {{ 'abcdef'[::-1] }} {{ [1,2,3][-1] }} {{ [1,2,3,4][::2] }} {{ 'x' in 'xyz' }} {{ 3 not in [1,2] }}",
    "{{ '  a b  '.strip() }}|{{ 'a,b,c'.split(',') }}|{{ 'a b  c'.split() }}|{{ 'xaxbx'.replace('x','-') }}|{{ 'abc'.startswith('ab') }}|{{ 'a-b'.split('-')[-1] }}|{{'Hello World'.upper()}}|{{ 'aXbX'.rstrip('X') }}",
    "{{ messages | map(attribute='role') | join(',') }} {{ messages | selectattr('role','equalto','user') | list | length }} {{ messages|rejectattr('role','in',['user']) | map(attribute='content') | list }}",
    "{{ 'a' ~ 1 ~ none ~ 2.50 }} {{ 'x' * 3 }} {{ [1]+[2] }} {{ 1 < 2 <= 2 }} {{ not 1 == 2 }} {{ (1,2) | length }}",
    "{{ 'abc' | upper | lower | capitalize | title }} {{ [3,1,2]|sort }} {{ [3,1,2]|sort(reverse=true) }} {{ [1,1,2]|unique|list }} {{ '5'|int + 1 }} {{ 'x'|int(9) }} {{ 3|string + 'a' }} {{ foo|default('d') }} {{ ''|default('d',true) }}",
    "{% set a %}block {{ 1+1 }}{% endset %}<{{ a }}>",
    "{% set a,b = 1,2 %}{{a}}{{b}}",
    "{{ 'é\\n\\t\\u00e9\\x41\\'' }}",
    "{% if 1 is defined and x is not defined and 'a' is string and {} is mapping and 4 is divisibleby 2 and 3 is odd %}ok{% endif %}",
    "{{ [1,2,3]|first }}{{ [1,2,3]|last }}{{ 'abc'|first }}{{ [[1,2],[3]]|tojson(indent=2) }}{{ {}|tojson(indent=2) }}{{ []|tojson }}{{ 'q\"\\\\é'|tojson }}",
    "{{ 'a\nb\n\nc'|indent(2) }}|{{ 'a\nb'|indent(2,true) }}",
    "a {%- if true -%}  b  {%- endif -%} c\n\n",
    "{{- 'x' -}}   \n  {{ 'y' }}\n\n{% if true %}\nz{% endif %}\n\n\n",
    "{% for m in messages if m.role == 'user' %}{{ loop.index0 }}{{ loop.first }}{{ loop.length }}{{ loop.previtem.content if loop.previtem is defined else '-' }};{% endfor %}",
    "{{ messages[0].content.items }}",
    "{{ messages[0].items() | list | length if messages else 0 }}",
    "{{ x.y }}",
    "{{ messages[10] }}",
    "{{ messages[10].role }}",
    "{{ 1 + 'a' }}",
    "{{ 'a' + none }}",
    "{% for x in 5 %}{% endfor %}",
    "{{ {'a':1}.a }}{{ {'a':1}['b'] }}{{ {'a':1}.get('b','z') }}{{ {'b':1,'a':2}|dictsort }}",
    "{{ true and 'x' }}{{ '' or 'y' }}{{ false or none }}",
    "{{ 'x' if false }}|{{ ('a' if true else 'b') ~ 'c' }}|{{ 'a' 'b' }}",
    "{%- set tool_calls = [] -%}{{ tool_calls|length }}{{ (messages|length) % 2 }}",
    "{{ 'abc'[0] }}{{ 'abc'[5:] }}{{ 'abc'.find('c') }}{{ '%s-%s' % ('a', 1) }}{{ '%d%%' % 5 }}",
    "{%- for a in [1,2] -%}{%- for b in [1,2] -%}{{ loop.depth }}{{a}}{{b}} {% endfor -%}{% endfor %}",
    "{{ strftime_now('%d %b %Y %B %H:%M %A') }}",
    "{% set d = dict(a=1, b='x') %}{{ d.b }}{{ d }}",
    "{{ range(3)|list }}{{ range(1,7,2)|list }}",
    "{{ 'a'|replace('a','b')|trim('b') }}{{ [1,2,3]|sum }}{{ [1,2,3]|max }}{{ [none,1]|select|list }}{{ ['a','b']|map('upper')|list }}",
    "{% for m in messages %}{% if m.tool_calls is defined %}{{ m.tool_calls[0].function | tojson }}{{ m.tool_calls[0].function.arguments.items() | list }}{% endif %}{% endfor %}",
]
MESSAGES = [
    {'role': 'system', 'content': ' You are "kind".\n'},
    {'role': 'user', 'content': "What's 5 + 5? é 😀 <b>"},
    {'role': 'assistant', 'content': '10.  ', 'tool_calls': [{'function': {'name': 'f', 'arguments': {'a': 1, 'b': 2.5, 'c': None}}}]},
    {'role': 'user', 'content': 'Thanks\n'},
]


def refuse(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[jinja2.ext.loopcontrols])
environment.filters['tojson'] = tojson
environment.globals['raise_exception'] = refuse
environment.globals['strftime_now'] = lambda f: datetime.datetime(2024, 7, 26, 13, 5, 9).strftime(f)
for source in TEMPLATES:
    try:
        result = environment.from_string(source).render(messages=MESSAGES, tools=None, documents=None, add_generation_prompt=True, bos_token='<s>', eos_token='</s>')
    except Exception:
        result = None
    print(json.dumps({'source': source, 'messages': MESSAGES, 'result': result}))
