'use strict';

/** Keeps the most recently used entries; a Map keeps its keys in the order they were set. */
class LruCache {
  #entries = new Map();

  constructor(capacity) {
    this.capacity = capacity;
    this.hits = 0;
    this.misses = 0;
  }

  get(key) {
    if (!this.#entries.has(key)) {
      this.misses += 1;
      return undefined;
    }
    this.hits += 1;
    const value = this.#entries.get(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.capacity) {
      const oldest = this.#entries.keys().next().value;
      this.#entries.delete(oldest);
    }
  }

  get keys() {
    return [...this.#entries.keys()];
  }
}

module.exports = { LruCache };
