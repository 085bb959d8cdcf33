// Calls functions of some files with given inputs, and says what each did, on file descriptor 3: gives, raises, or late. The files tell their functions when they are loaded.
'use strict';
const fs = require('node:fs');
const v8 = require('node:v8');
const vm = require('node:vm');
const { inspect } = require('node:util');
const { pathToFileURL } = require('node:url');

const LONGEST = 1000;
const MOST_LATE = 5;
const order = JSON.parse(fs.readFileSync(0, 'utf8'));
const functions = (globalThis[Symbol.for('factory.functions')] = {});
const go = Symbol.for('factory.go');

const shown = value => inspect(value, { depth: 5, sorted: true, maxArrayLength: 200, maxStringLength: 1000, breakLength: Infinity }).slice(0, 2000);

// What is given one after another is run for a while.
function drained(value) {
  if (value === null || typeof value !== 'object' || typeof value.next !== 'function' || typeof value[Symbol.iterator] !== 'function') return value;
  const items = [];
  for (const item of value) if (items.push(item) >= 200) break;
  return items;
}

async function result({ key, name, kind }, data) {
  const [fields, args] = v8.deserialize(Buffer.from(data, 'base64'));
  const holder = functions[key];
  const self = kind === 'method' ? Object.assign(Object.create(holder.prototype), fields) : kind === 'function' ? undefined : holder;
  const called = kind === 'function' ? holder : self[name];
  globalThis[go] = () => drained(called.apply(self, args));
  let given = vm.runInThisContext('globalThis[Symbol.for("factory.go")]()', { timeout: LONGEST });
  if (given !== null && typeof given === 'object' && typeof given.then === 'function') {
    const late = Object.assign(new Error('late'), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
    given = await Promise.race([given, new Promise((_, reject) => setTimeout(reject, LONGEST, late))]);
  }
  return ['gives', [given, args, kind === 'method' ? { ...self } : null].map(shown).join(' | ')];
}

async function run() {
  for (const file of order.files) await import(pathToFileURL(file).href);
  let late = 0;
  for (const entry of order.functions) {
    const groups = [];
    for (const inputs of entry.inputs) {
      const results = [];
      for (const data of inputs) {
        try {
          results.push(late >= MOST_LATE ? ['late', ''] : await result(entry, data));
        } catch (error) {
          const over = error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
          if (over) late++;
          results.push([over ? 'late' : 'raises', '']);
        }
      }
      groups.push(results);
    }
    fs.writeSync(3, JSON.stringify({ key: entry.key, groups }) + '\n');
  }
}

run().then(() => process.exit(0), () => process.exit(1));
