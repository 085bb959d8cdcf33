'use strict';

/** Colours as numbers of 24 bits. */
function pack(red, green, blue) {
  return (red << 16) | (green << 8) | blue;
}

function unpack(colour) {
  return { red: (colour >> 16) & 0xff, green: (colour >> 8) | 0xff, blue: colour & 0xff };
}

function fromHex(text) {
  const digits = /^#([0-9a-f]{6})$/i.exec(text);
  if (!digits) {
    throw new SyntaxError(`${text} is no colour`);
  }
  return unpack(parseInt(digits[1], 16));
}

function toHex({ red, green, blue }) {
  return `#${pack(red, green, blue).toString(16).padStart(6, '0')}`;
}

function mix(one, other) {
  const [a, b] = [fromHex(one), fromHex(other)];
  const half = (x, y) => (x + y) >> 1;
  return toHex({ red: half(a.red, b.red), green: half(a.green, b.green), blue: half(a.blue, b.blue) });
}

module.exports = { fromHex, toHex, mix };
