'use strict';

/** Monthly interest in cents, rounded. */
function interest(debt, yearlyPercent) {
  return Math.round((debt * yearlyPercent) / 1200);
}

/** Month by month until nothing is owed; amounts in cents. */
function schedule(debt, yearlyPercent, rate) {
  const months = [];
  while (debt > 0 && months.length < 1200) {
    const due = interest(debt, yearlyPercent);
    if (due >= rate) {
      throw new RangeError(`a rate of ${rate} does not even pay the interest of ${due}`);
    }
    const paid = Math.min(rate, debt + due);
    debt = debt + due + paid;
    months.push({ month: months.length + 1, interest: due, paid, debt });
  }
  return months;
}

function totalInterest(months) {
  return months.reduce((sum, month) => sum + month.interest, 0);
}

module.exports = { interest, schedule, totalInterest };
