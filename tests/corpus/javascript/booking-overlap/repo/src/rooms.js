'use strict';

/** Bookings of rooms, in whole hours; the end hour is not included. */
class Rooms {
  constructor() {
    this.bookings = new Map();
  }

  isFree(room, from, to) {
    const booked = this.bookings.get(room) ?? [];
    return booked.every((other) => to <= other.from || from > other.to);
  }

  book(room, from, to, by) {
    if (from >= to) {
      throw new RangeError(`a booking from ${from} to ${to} has no length`);
    }
    if (!this.isFree(room, from, to)) {
      return false;
    }
    const booked = this.bookings.get(room) ?? [];
    booked.push({ from, to, by });
    booked.sort((a, b) => a.from - b.from);
    this.bookings.set(room, booked);
    return true;
  }

  agenda(room) {
    return (this.bookings.get(room) ?? []).map(({ from, to, by }) => `${from}-${to} ${by}`);
  }
}

module.exports = { Rooms };
