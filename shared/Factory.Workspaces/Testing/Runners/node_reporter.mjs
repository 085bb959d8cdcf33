// A reporter for node:test that says each test's result by name on stdout, which `node --test` leaves to the reporter alone.
// Every record carries a token that came by stdin: what a test prints cannot be taken for a result.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const order = JSON.parse(readFileSync(0, 'utf8'));
const root = process.cwd();
const say = record => '\x1e' + order.token + JSON.stringify(record) + '\n';
const cut = (text, limit) => (text.length <= limit ? text : text.slice(0, limit / 2) + '\n[...]\n' + text.slice(-limit / 2));
const short = file => (file ? relative(root, file) : '');
const isFile = data => data.nesting === 0 && (data.name === data.file || data.name === short(data.file));

function describe(error) {
  const cause = error?.cause ?? error;
  return { message: cut(String(cause?.message ?? cause ?? ''), 4000), trace: cut(String(cause?.stack ?? cause ?? ''), 20000) };
}

// A file that could not be loaded says why on stderr only, and where on a line of its own before that.
function describeFile(error, printed) {
  if (!printed) return describe(error);
  const line = printed.split('\n').find(text => /^\w*Error\b|^\w+ \[\w+\]:/.test(text));
  const place = /^(?:file:\/\/)?(\/.*):(\d+)$/m.exec(printed);
  return { message: cut((line ?? 'the file failed') + (place ? ` (${short(place[1])}:${place[2]})` : ''), 4000), trace: printed };
}

// Names in the order that tests begin, for those that never end.
const begun = new Map();
function beginning(data) {
  const stack = begun.get(data.file) ?? [];
  stack.length = data.nesting;
  stack.push(data.name);
  begun.set(data.file, stack);
  return [short(data.file), ...stack].join(' > ');
}

class Names {
  stacks = new Map();
  taken = new Map();
  ids = new Map();

  // Tests of one file come in order, depth first; a name that a file uses twice is counted.
  start(data) {
    const stack = this.stacks.get(data.file) ?? [];
    stack.length = data.nesting;
    stack.push(data.name);
    this.stacks.set(data.file, stack);
    const plain = [short(data.file), ...stack].join(' > ');
    const count = (this.taken.get(plain) ?? 0) + 1;
    this.taken.set(plain, count);
    const name = count === 1 ? plain : `${plain} (${count})`;
    this.ids.set(`${data.file}|${data.nesting}`, name);
    return name;
  }

  of(data) {
    return this.ids.get(`${data.file}|${data.nesting}`);
  }
}

export default async function* report(source) {
  const names = new Names();
  const files = new Map();
  const waiting = new Map();
  const said = new Map();
  const fileOf = file => files.get(file) ?? files.set(file, { named: 0, failed: 0 }).get(file);

  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      process.stderr.write(data.message);
      if (type === 'test:stderr') said.set(data.file, ((said.get(data.file) ?? '') + data.message).slice(-8000));
    } else if (type === 'test:enqueue') {
      const key = `${data.file}|${data.nesting}|${data.name}`;
      if (!isFile(data)) waiting.set(key, (waiting.get(key) ?? 0) + 1);
    } else if (type === 'test:dequeue') {
      if (!isFile(data)) yield say({ e: 'start', name: beginning(data) });
    } else if (type === 'test:start') {
      if (!isFile(data)) names.start(data);
    } else if (type === 'test:pass' || type === 'test:fail') {
      const failed = type === 'test:fail';
      const seen = fileOf(data.file);
      const kind = data.details?.error?.failureType;
      if (isFile(data)) {
        if (failed ? kind !== 'subtestsFailed' || seen.failed === 0 : seen.named === 0) {
          yield say({ e: 'result', name: short(data.file), outcome: failed ? 'error' : 'passed', seconds: (data.details?.duration_ms ?? 0) / 1000, ...(failed ? describeFile(data.details.error, said.get(data.file)) : {}) });
        }
        continue;
      }
      const key = `${data.file}|${data.nesting}|${data.name}`;
      const left = (waiting.get(key) ?? 0) - 1;
      if (left > 0) waiting.set(key, left);
      else waiting.delete(key);
      seen.named++;
      if (failed) seen.failed++;
      const name = names.of(data) ?? names.start(data);
      if (data.details?.type === 'suite' && (!failed || kind === 'subtestsFailed')) {
        yield say({ e: 'over', name });
        continue;
      }
      const outcome = data.skip !== undefined && data.skip !== false ? 'skipped' : failed ? (kind === 'testCodeFailure' || kind === 'subtestsFailed' ? 'failed' : 'error') : data.todo !== undefined && data.todo !== false ? 'skipped' : 'passed';
      yield say({ e: 'result', name, outcome, seconds: (data.details?.duration_ms ?? 0) / 1000, ...(failed ? describe(data.details.error) : {}) });
    }
  }

  // A test that was announced and never ended: its file called process.exit, or was killed.
  for (const [key] of waiting) {
    const [file, , name] = key.split('|');
    if (![...begun.values()].some(stack => stack.includes(name))) {
      yield say({ e: 'result', name: `${short(file)} > ${name}`, outcome: 'error', seconds: 0, message: 'the process ended before this test did', trace: '' });
    }
  }
  yield say({ e: 'end', code: 0 });
}
