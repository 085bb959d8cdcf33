'use strict';

class Loader {
  #fetch;
  #kept = new Map();

  constructor(fetch) {
    this.#fetch = fetch;
  }

  async #get(path) {
    if (!this.#kept.has(path)) {
      this.#kept.set(path, await this.#fetch(path));
    }
    return this.#kept.get(path);
  }

  async author(id) {
    const person = await this.#get(`people/${id}`);
    return `${person.first} ${person.last}`;
  }

  async load(id) {
    const post = await this.#get(`posts/${id}`);
    const author = this.author(post.author);
    return { title: post.title, author, line: `${post.title} by ${author}` };
  }

  async loadAll(ids) {
    const found = [];
    for (const id of ids) {
      found.push(await this.load(id));
    }
    return found;
  }
}

module.exports = { Loader };
