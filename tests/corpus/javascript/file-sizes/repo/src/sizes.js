'use strict';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];
const STEP = 1000;

function format(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${UNITS[unit]}`;
}

function parse(text) {
  const parts = /^([0-9.]+) ?([kMGT]?B)$/.exec(text.trim());
  if (!parts) {
    throw new SyntaxError(`${text} is no size`);
  }
  return Math.round(Number(parts[1]) * STEP ** UNITS.indexOf(parts[2]));
}

module.exports = { format, parse };
