'use strict';

function decode(text) {
  return decodeURIComponent(text.replace(/\+/g, ' '));
}

/** Repeated names give lists. */
function parseQuery(text) {
  const found = {};
  for (const pair of text.replace(/^\?/, '').split('&')) {
    if (pair === '') {
      continue;
    }
    const parts = pair.split('=');
    const name = decode(parts[0]);
    const value = parts.length > 1 ? decode(parts.slice(0).join('=')) : '';
    if (name in found) {
      found[name] = [].concat(found[name], value);
    } else {
      found[name] = value;
    }
  }
  return found;
}

function firstOf(text, name) {
  const value = parseQuery(text)[name];
  return Array.isArray(value) ? value[0] : value;
}

function formatQuery(values) {
  return Object.entries(values)
    .flatMap(([name, value]) => [].concat(value).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`))
    .join('&');
}

module.exports = { parseQuery, firstOf, formatQuery };
