'use strict';

/** A number from 0 to 99 that stays the same for a user. */
function bucket(user) {
  let hash = 7;
  for (const sign of user) {
    hash = (hash * 31 + sign.codePointAt(0)) % 10007;
  }
  return hash % 100;
}

class Flags {
  constructor(definitions) {
    this.definitions = definitions;
  }

  isOn(name, user) {
    const flag = this.definitions[name];
    if (!flag) {
      return false;
    }
    if (flag.users && !(user in flag.users)) {
      return flag.users[user];
    }
    return bucket(user) < (flag.percent ?? 0);
  }

  allOf(user) {
    return Object.keys(this.definitions).filter((name) => this.isOn(name, user)).sort();
  }
}

module.exports = { Flags, bucket };
