/**
 * Writes beside each file of a bundled command line the code that V8 has compiled for it after a help text and a run. It is
 * started in a process of its own: `node hil/packing/compile.cjs FOLDER`.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const v8 = require('node:v8');
const { checksum, compiledPath, evaluated, scriptOf } = require('../compiled-code.cjs');

/** Calls whose functions are kept as compiled code. V8 compiles all others when they are called. */
const CALLS = [
  ['--help'],
  ['run', 'mri-30-min', '--rig', 'model', '--json'],
  ['run', 'roller-study', '--rig', 'model'],
  ['run', 'all', '--rig', 'model', '--quiet'],
];

const scripts = new Map();

function load(path) {
  const loaded = require.cache[path];
  if (loaded !== undefined) return loaded.exports;
  const source = readFileSync(path);
  const script = scriptOf(path, source);
  scripts.set(path, { source, script });
  return evaluated(path, script, load);
}

async function main() {
  // Kept code carries the options of its process. A run would change them, and V8 would reject the code.
  v8.setFlagsFromString = () => undefined;
  const { main: run } = load(join(resolve(process.argv[2]), 'cli.cjs'));
  for (const call of CALLS) {
    const status = await run(call);
    if (status !== 0) throw new Error(`${call.join(' ')} ended with ${status}`);
  }
  for (const [path, { source, script }] of scripts) {
    const data = script.createCachedData();
    const sum = checksum(source, data);
    // Node before 20.15 cannot check such a file, so it gets none.
    if (sum === undefined) continue;
    const head = Buffer.alloc(4);
    head.writeUInt32LE(sum);
    writeFileSync(compiledPath(path), Buffer.concat([head, data]));
  }
}

void main();
