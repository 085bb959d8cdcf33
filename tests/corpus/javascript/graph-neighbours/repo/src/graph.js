'use strict';

class Graph {
  constructor(edges = []) {
    this.nodes = new Map();
    edges.forEach(([from, to]) => this.connect(from, to));
  }

  connect(from, to) {
    for (const [one, other] of [[from, to], [to, from]]) {
      this.nodes.set(one, (this.nodes.get(one) ?? new Set()).add(other));
    }
  }

  neighbours(node) {
    return [...(this.nodes.get(node) ?? [])].sort();
  }

  /** All that can be reached, nearest first. */
  reach(start) {
    const seen = [];
    const queue = [start];
    while (queue.length > 0 && seen.length <= this.nodes.size) {
      const node = queue.shift();
      if (seen.includes(node)) {
        continue;
      }
      seen.push(node);
      queue.push(this.neighbours(node));
    }
    return seen;
  }

  isConnected() {
    const [first] = this.nodes.keys();
    return first === undefined || this.reach(first).length === this.nodes.size;
  }
}

module.exports = { Graph };
