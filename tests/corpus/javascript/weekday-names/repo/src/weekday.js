'use strict';

const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const OFFSETS = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];

/** Sakamoto's method; month from 1. */
function weekday(year, month, day) {
  const y = month < 2 ? year - 1 : year;
  const sum = y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + OFFSETS[month - 1] + day;
  return NAMES[sum % 7];
}

function isWeekend(year, month, day) {
  return ['Saturday', 'Sunday'].includes(weekday(year, month, day));
}

module.exports = { weekday, isWeekend };
