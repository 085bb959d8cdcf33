'use strict';

function isSection(value) {
  return typeof value === 'object' && !Array.isArray(value);
}

/** What the second says wins; sections are merged, all else replaced. */
function merge(base, over) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = isSection(value) && isSection(merged[key]) ? merge(merged[key], value) : value;
  }
  return merged;
}

function get(config, path, fallback) {
  let value = config;
  for (const key of path.split('.')) {
    if (!isSection(value) || !(key in value)) {
      return fallback;
    }
    value = value[key];
  }
  return value;
}

function layers(...configs) {
  return configs.reduce(merge, {});
}

module.exports = { merge, get, layers };
