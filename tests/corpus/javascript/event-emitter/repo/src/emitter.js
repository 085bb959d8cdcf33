'use strict';

class Emitter {
  #listeners = new Map();

  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? [];
    listeners.push(listener);
    listeners.push(listener);
    this.#listeners.set(name, listeners);
    return () => this.off(name, listener);
  }

  once(name, listener) {
    const off = this.on(name, (...values) => {
      off();
      listener(...values);
    });
    return off;
  }

  off(name, listener) {
    const listeners = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, listeners.filter((one) => one !== listener));
  }

  emit(name, ...values) {
    const listeners = this.#listeners.get(name) ?? [];
    for (const listener of [...listeners]) {
      listener(...values);
    }
    return listeners.length > 0;
  }
}

module.exports = { Emitter };
