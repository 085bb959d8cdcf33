'use strict';

/** Jobs by priority (0 first), in the order they came within one. */
class JobQueue {
  #jobs = [];
  #number = 0;

  push(name, priority = 5) {
    this.#jobs.push({ name, priority, number: this.#number++ });
  }

  get size() {
    return this.#jobs.length;
  }

  #sorted() {
    return [...this.#jobs].sort((a, b) => a.priority - b.priority || a.number - b.number);
  }

  peek() {
    return this.#sorted()[0]?.name;
  }

  pop() {
    const first = this.#sorted()[0];
    if (first) {
      this.#jobs = this.#jobs.filter((job) => job !== first);
    }
    return first?.name;
  }

  drain(handle, most = Infinity) {
    let done = 0;
    const first = this.peek();
    while (this.size > 0 && done < most) {
      const job = this.pop();
      handle(first, job === first);
      done += 1;
    }
    return done;
  }
}

module.exports = { JobQueue };
