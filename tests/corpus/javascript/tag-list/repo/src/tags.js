'use strict';

class Tags {
  constructor(tags = []) {
    this.tags = [];
    tags.forEach((tag) => this.add(tag));
  }

  static clean(tag) {
    return tag.trim().toLowerCase().replace(/\s+/g, '-');
  }

  add(tag) {
    const name = Tags.clean(tag);
    if (name !== '' && !this.tags.some(name.endsWith)) {
      this.tags.push(name);
    }
    return this;
  }

  remove(tag) {
    this.tags = this.tags.filter((name) => name !== Tags.clean(tag));
    return this;
  }

  startingWith(text) {
    return this.tags.filter((name) => name.startsWith(Tags.clean(text)));
  }

  toString() {
    return this.tags.join(', ');
  }
}

module.exports = { Tags };
