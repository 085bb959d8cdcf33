'use strict';

class Vending {
  #slots;
  #credit = 0;

  constructor(slots) {
    this.#slots = structuredClone(slots);
  }

  insert(cents) {
    if (![10, 20, 50, 100, 200].includes(cents)) {
      return false;
    }
    this.#credit += cents;
    return true;
  }

  choose(name) {
    const slot = this.#slots[name];
    if (!slot || this.#credit < slot.price) {
      return null;
    }
    slot.count -= 1;
    this.#credit -= slot.price;
    return { name, change: this.change() };
  }

  /** Gives the credit back as coins, largest first. */
  change() {
    const coins = [];
    for (const coin of [200, 100, 50, 20, 10]) {
      while (this.#credit >= coin) {
        coins.push(coin);
        this.#credit -= coin;
      }
    }
    return coins;
  }

  count(name) {
    return this.#slots[name]?.count ?? 0;
  }
}

module.exports = { Vending };
