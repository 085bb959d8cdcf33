'use strict';

const POINTS = ['0', '15', '30', '40'];

class Game {
  constructor() {
    this.points = [0, 0];
  }

  point(player) {
    if (this.winner() === null) {
      this.points[player] += 1;
    }
    return this;
  }

  winner() {
    const [a, b] = this.points;
    if (Math.max(a, b) < 4 || Math.abs(a - b) < 3) {
      return null;
    }
    return a > b ? 0 : 1;
  }

  say() {
    const [a, b] = this.points;
    const winner = this.winner();
    if (winner !== null) {
      return `game ${winner}`;
    }
    if (a > 3 && b > 3) {
      return a === b ? 'deuce' : `advantage ${a > b ? 0 : 1}`;
    }
    return `${POINTS[a]}:${POINTS[b]}`;
  }
}

function play(points) {
  return [...points].reduce((game, player) => game.point(Number(player)), new Game()).say();
}

module.exports = { play };
