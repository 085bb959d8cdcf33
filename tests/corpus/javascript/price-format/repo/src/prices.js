'use strict';

const LOCALES = {
  de: { group: '.', decimal: ',', after: true },
  en: { group: ',', decimal: '.', after: false },
  ch: { group: "'", decimal: '.', after: true },
};

function grouped(whole, separator) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, separator);
}

function join(whole, cents, separator) {
  return `${whole}${separator}${String(cents).padStart(2, '0')}`;
}

function formatPrice(amount, currency, locale) {
  const rules = LOCALES[locale] ?? LOCALES.en;
  const sign = amount < 0 ? '-' : '';
  const all = Math.abs(amount);
  const number = join(grouped(Math.floor(all / 100), rules.group), all % 100, rules.group);
  return rules.after ? `${sign}${number} ${currency}` : `${sign}${currency} ${number}`;
}

module.exports = { formatPrice };
