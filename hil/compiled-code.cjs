/**
 * Loads a bundled CommonJS file with the code that V8 compiled for it when the package was built. A short run then takes two
 * thirds of the CPU time. It is CommonJS itself, since V8's cache serves scripts and no ES modules on Node 20.
 */
const { existsSync, readFileSync } = require('node:fs');
const { createRequire, Module } = require('node:module');
const { dirname, join } = require('node:path');
const { constants, Script } = require('node:vm');

/** Bytes before the compiled code: the checksum of that code, its source and the version of Node. */
const HEAD_BYTES = 4;
/** Lets a script import packages. Node before 20.12 has none, and loads the source. */
const IMPORTS = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

/** Returns the path of the file that holds the compiled code of a bundled file. */
function compiledPath(path) {
  return `${path}.v8`;
}

/**
 * Returns the checksum that compiled code must have. V8 checks its own version and flags but not the bytes, and damaged ones
 * end the process. A source is compared by V8 by its length only.
 */
function checksum(source, data) {
  const { crc32 } = require('node:zlib');
  if (crc32 === undefined) return undefined;
  return crc32(data, crc32(source, crc32(`${process.version} ${process.platform} ${process.arch}`)));
}

/** Returns the script of a bundled file. esbuild writes ASCII only, so each byte is a character. */
function scriptOf(path, source, cachedData) {
  const text = `(function (exports, require, module, __filename, __dirname) {${source.latin1Slice()}\n})`;
  return new Script(text, { filename: path, cachedData, importModuleDynamically: IMPORTS });
}

/** Runs the script of a module and returns its exports. `load` loads the files that it requires by a relative path. */
function evaluated(path, script, load) {
  const own = createRequire(path);
  const folder = dirname(path);
  const from = (asked) => (asked.startsWith('./') ? load(join(folder, asked)) : own(asked));
  const made = new Module(path);
  made.filename = path;
  require.cache[path] = made;
  script.runInThisContext().call(made.exports, made.exports, from, made, path, folder);
  made.loaded = true;
  return made.exports;
}

/** Returns the script of a file with its compiled code. Undefined if that is missing, damaged or of another source or Node. */
function compiledScript(path) {
  if (IMPORTS === undefined || !existsSync(compiledPath(path))) return undefined;
  const [source, kept] = [readFileSync(path), readFileSync(compiledPath(path))];
  if (kept.length <= HEAD_BYTES) return undefined;
  const data = kept.subarray(HEAD_BYTES);
  return kept.readUInt32LE() === checksum(source, data) ? scriptOf(path, source, data) : undefined;
}

/** Returns the exports of a bundled file, which may require others by a relative path. Each is loaded once. */
function load(path) {
  const loaded = require.cache[path];
  if (loaded !== undefined) return loaded.exports;
  const script = compiledScript(path);
  // V8 compiles the source of a script whose code it rejects, as under other flags.
  return script === undefined ? require(path) : evaluated(path, script, load);
}

module.exports = { checksum, compiledPath, evaluated, load, scriptOf };
