'use strict';

function cityLine(contact) {
  return [contact.address.zip, contact.address.city].filter(Boolean).join(' ');
}

function label(contact) {
  const lines = [contact.name, contact.address?.street ?? '', cityLine(contact), contact.country ?? ''];
  return lines.filter((line) => line !== '').join('\n');
}

function byCity(contacts) {
  const cities = new Map();
  for (const contact of contacts) {
    const city = contact.address?.city ?? 'unknown';
    cities.set(city, [...(cities.get(city) ?? []), contact.name]);
  }
  return Object.fromEntries([...cities].sort(([a], [b]) => a.localeCompare(b)));
}

module.exports = { label, byCity };
