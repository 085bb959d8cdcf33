'use strict';

class ScoreBoard {
  #scores = new Map();

  #of(player) {
    if (!this.#scores.has(player)) {
      this.#scores.set(player, { points: 0, penalties: 0, rounds: 0 });
    }
    return this.#scores.get(player);
  }

  score(player, points) {
    const entry = this.#of(player);
    entry.points += points;
    entry.rounds += 1;
  }

  penalty(player, points) {
    const entry = this.#of(player);
    entry.points += points;
    entry.penalties += 1;
  }

  total(player) {
    return this.#of(player).points;
  }

  ranking() {
    return [...this.#scores.entries()]
      .sort(([nameA, a], [nameB, b]) => b.points - a.points || a.penalties - b.penalties || nameA.localeCompare(nameB))
      .map(([name]) => name);
  }
}

module.exports = { ScoreBoard };
