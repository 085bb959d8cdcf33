'use strict';

const SECONDS = { red: 30, 'red-yellow': 2, green: 25, yellow: 3 };

class Light {
  constructor() {
    this.state = 'red';
    this.left = SECONDS.red;
  }

  #to(state) {
    this.state = state;
    this.left = SECONDS[state];
  }

  next() {
    if (this.state === 'red') {
      this.#to('red-yellow');
    } else if (this.state === 'red-yellow') {
      this.#to('green');
    }
    if (this.state === 'green') {
      this.#to('yellow');
    } else {
      this.#to('red');
    }
  }

  tick(seconds) {
    while (seconds >= this.left) {
      seconds -= this.left;
      this.next();
    }
    this.left -= seconds;
    return this.state;
  }
}

module.exports = { Light };
