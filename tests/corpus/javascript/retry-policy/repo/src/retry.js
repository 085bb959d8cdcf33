'use strict';

const FINAL = new Set([400, 401, 403, 404, 410]);

/** Milliseconds to wait before the next attempt, or null for giving up. */
function nextDelay(attempt, status, { most = 5, first = 100, longest = 5000 } = {}) {
  if (attempt >= most) {
    return null;
  }
  if (FINAL.has(status)) {
    attempt = most;
  }
  return Math.min(longest, first * 2 ** (attempt - 1));
}

function run(call, options) {
  const waited = [];
  for (let attempt = 1; ; attempt++) {
    const status = call(attempt);
    if (status < 400) {
      return { status, attempts: attempt, waited };
    }
    const delay = nextDelay(attempt, status, options);
    if (delay === null) {
      return { status, attempts: attempt, waited };
    }
    waited.push(delay);
  }
}

module.exports = { nextDelay, run };
