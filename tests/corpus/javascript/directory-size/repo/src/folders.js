'use strict';

/** Entries are files with a size, or folders with entries. */
function sizeOf(entry) {
  if (entry.entries === undefined) {
    return entry.size;
  }
  return entry.entries.reduce((sum, inside) => sum + sizeOf(inside), 0);
}

function depth(entry) {
  if (entry.entries === undefined) {
    return 0;
  }
  return 1 + Math.max(...entry.entries.map(depth));
}

function largest(entry, count) {
  const files = [];
  const visit = (one, path) => {
    if (one.entries === undefined) {
      files.push({ path, size: one.size });
    } else {
      one.entries.forEach((inside) => visit(inside, `${path}/${inside.name}`));
    }
  };
  visit(entry, entry.name);
  return files.sort((a, b) => b.size - a.size).slice(0, count).map((file) => file.path);
}

module.exports = { sizeOf, depth, largest };
