'use strict';

const DOTS = '...';

/** At most so many characters, dots included; whole words where one fits. */
function excerpt(text, limit) {
  const plain = text.trim().replace(/\s+/g, ' ');
  if (plain.length <= limit) {
    return plain;
  }
  const cut = plain.slice(0, limit);
  const space = cut.lastIndexOf(' ');
  return (space > 0 ? cut.slice(0, space) : cut) + DOTS;
}

function highlight(text, word) {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0 || word === '') {
    return text;
  }
  return `${text.slice(0, at)}[${text.slice(at, at + word.length)}]${text.slice(at + word.length)}`;
}

module.exports = { excerpt, highlight };
