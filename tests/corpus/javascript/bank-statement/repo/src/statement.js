'use strict';

function format(cents) {
  const sign = cents < 0 ? '-' : '';
  const all = Math.abs(cents);
  return `${sign}${Math.floor(all / 100)}.${String(all % 100).padStart(2, '0')}`;
}

/** Lines with the balance after each booking. */
function statement(opening, bookings) {
  let balance = opening;
  const lines = [];
  for (const { day, text, amount } of bookings) {
    lines.push(`${day} ${text} ${format(amount)} ${format(balance)}`);
    balance += amount;
  }
  lines.push(`closing ${format(balance)}`);
  return lines;
}

function lowest(opening, bookings) {
  let [balance, least] = [opening, opening];
  for (const { amount } of bookings) {
    balance += amount;
    least = Math.min(least, balance);
  }
  return least;
}

module.exports = { statement, lowest };
