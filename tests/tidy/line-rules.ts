import { type Finding, nameOf, type ProjectFile } from './project-file.ts';

interface LineRule {
  readonly says: string;
  readonly where: RegExp;
  readonly except?: RegExp;
  readonly pattern: RegExp;
}

/** Files written by a tool. Rules about prose and length do not apply. */
const GENERATED = /\.gen\.|^package-lock\.json$|^LICENSE$|\.svg$/;
const CODE = /\.(tsx?|js|mjs|cjs)$/;
/** Start of a comment. */
const COMMENT = String.raw`(?:^\s*(?:\*|/\*)|(?:^|[^:])//).*`;
const TOOLS = '(?:node|npm|typescript|tsc|biome|vitest|xstate|serialport|node-pty|commander|pino|knip|stdlib)';
const VERSION = String.raw`(?<![\w.-])(?:v\d+(?:\.\d+)+|version \d+\.\d+|${TOOLS}[@ ]v?\d+\.\d+)`;

/** Applies to code only, because a comment may contain a formula. */
const POWER =
  /^(?!\s*(?:\/?\*|\/\/))(?!.*\/\/.*\*\*).*(?:[\w)\]](?<!(?<![\w.])2)\s*\*\*=?(?!\s*2\b)|(?<![\w.])2\s*\*\*(?!\s*\d))/;

// A letter in brackets keeps a pattern from finding itself.
const LINE_RULES: readonly LineRule[] = [
  {
    says: 'mend the code instead of silencing the tool',
    where: /./,
    pattern: /biome-[i]gnore|@ts-(?:[i]gnore|[e]xpect-error|[n]ocheck)|eslint-[d]isable|prettier-[i]gnore/,
  },
  {
    says: 'time comes from a Clock, and a global behind an object slips past the lint',
    where: CODE,
    except: /^hil\/base\/wall-clock\.ts$/,
    pattern:
      /\b(?:global[T]his|global|window|self)\s*(?:\?\.|\.|\[)\s*['"`]?(?:set[T]|set[I]|Date|perf|queue|struct|eval)/,
  },
  { says: 'name the type', where: CODE, pattern: /\bas [a]ny\b|[<:]\s*[a]ny\b[>[\]\s,;=)]/ },
  {
    says: 'a test that does not run proves nothing',
    where: /^tests\//,
    pattern: /\.(?:on[l]y|ski[p]|tod[o]|fail[s])\(|\b(?:on[l]y|ski[p]|retr[y]):\s*(?:true|[1-9])/,
  },
  {
    says: 'remove a path as mkdtemp gave it: one level up from an empty name is another folder',
    where: CODE,
    pattern: /\b(?:rm|rmSync|rmdir|rmdirSync)\((?:[^)]*\.\.\/?['"`]|\s*(?:posix\.|path\.)?(?:join|resolve|dirname)\()/,
  },
  {
    says: 'a path of one machine',
    where: /./,
    except: GENERATED,
    pattern: /(?<![\w.])\/(?:wor[k]|hom[e]|roo[t]|User[s])\/|\.\.\/share[d]\b|[A-Z]:\\+Users/,
  },
  { says: 'a version in prose drifts', where: /\.md$/i, pattern: new RegExp(VERSION, 'i') },
  { says: 'a version in prose drifts', where: CODE, pattern: new RegExp(`${COMMENT}${VERSION}`, 'i') },
  {
    says: 'the wire names no product',
    where: /^protocol\/.*\.ts$/,
    except: /^protocol\/tables\/pump-models\.ts$/,
    pattern: /\b(?:synchromed|prometra|siromedes)/i,
  },
  {
    says: 'only x ** 2 and powers of two are the same in every engine',
    where: /^(?:protocol|firmware-sim)\/.*\.ts$/,
    pattern: POWER,
  },
];

const LINE_COUNT_MAX = 400;
/** Document with a handwritten grammar and generated tables. */
const HALF_GENERATED = /^protocol\/WIRE\.md$/;
const VAGUE_NAME = /^(?:utils?|helpers?|types|common|manager|misc|index)\.(?:tsx?|js|mjs)$/;

export function lineFindings(file: ProjectFile): readonly Finding[] {
  return LINE_RULES.filter((rule) => rule.where.test(file.path) && !rule.except?.test(file.path)).flatMap((rule) =>
    file.lines.flatMap((line, index) => {
      const found = rule.pattern.exec(line);
      return found === null ? [] : [`${file.path}:${index + 1} ${found[0].trim().slice(-40)}: ${rule.says}`];
    }),
  );
}

export function lengthFindings(file: ProjectFile): readonly Finding[] {
  if (GENERATED.test(file.path) || HALF_GENERATED.test(file.path) || file.lines.length <= LINE_COUNT_MAX) return [];
  return [`${file.path}:${LINE_COUNT_MAX + 1} ${file.lines.length} lines, at most ${LINE_COUNT_MAX}`];
}

export function nameFindings(file: ProjectFile): readonly Finding[] {
  return VAGUE_NAME.test(nameOf(file.path)) ? [`${file.path}:1 name the file after what it is`] : [];
}
