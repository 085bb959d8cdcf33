'use strict';

const RULES = [
  { mark: '**', tag: 'b' },
  { mark: '*', tag: 'i' },
  { mark: '`', tag: 'code' },
];

function escape(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function close(text, from, mark) {
  const at = text.indexOf(mark, from);
  return at > from ? at : -1;
}

function render(text) {
  let html = '';
  let at = 0;
  while (at < text.length) {
    const rule = RULES.find(({ mark }) => text.startsWith(mark, at));
    const end = rule ? close(text, at + rule.mark.length, rule.mark) : -1;
    if (end < 0) {
      html += escape(text[at]);
      at += 1;
      continue;
    }
    const inner = text.slice(at + rule.mark.length, end);
    html += `<${rule.tag}>${rule.tag === 'code' ? escape(inner) : escape(inner)}</${rule.tag}>`;
    at = end + rule.mark.length;
  }
  return html;
}

module.exports = { render };
