'use strict';

function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value));
}

function lerp(from, to, part) {
  return from + (to - from) * part;
}

class Slider {
  constructor(least, most, step = 1) {
    Object.assign(this, { least, most, step, value: least });
  }

  set(value) {
    const steps = Math.round((value - this.least) / this.step);
    this.value = clamp(this.least, this.most, this.least + steps * this.step);
    return this.value;
  }

  /** Where on a track of a width the handle is. */
  position(width) {
    return Math.round(lerp(0, width, (this.value - this.least) / (this.most - this.least)));
  }

  fromPosition(x, width) {
    return this.set(lerp(this.least, this.most, clamp(x / width, 0, 1)));
  }
}

module.exports = { Slider, clamp };
