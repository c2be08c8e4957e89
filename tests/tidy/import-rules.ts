import { posix } from 'node:path';
import { type Finding, folderOf, type ProjectFile } from './project-file.ts';

interface Floor {
  readonly below: readonly string[];
  readonly packages: RegExp;
}

const EVERY_PACKAGE = /./;
const NO_PACKAGE = /(?!)/;

/** Folders that each top folder may import besides itself. */
const FLOORS: Readonly<Record<string, Floor>> = {
  protocol: { below: [], packages: NO_PACKAGE },
  'firmware-sim': { below: ['protocol'], packages: /^(?:xstate|@noble\/hashes\/.+)$/ },
  hil: { below: ['protocol', 'firmware-sim'], packages: EVERY_PACKAGE },
  tests: { below: ['protocol', 'firmware-sim', 'hil'], packages: EVERY_PACKAGE },
};
const EXACT_MATH = 'firmware-sim/base/exact-math.ts';

const SPECIFIER =
  /(?:^\s*(?:import|export)\b[^'"]*\bfrom|^\s*\}\s*from|^\s*import|\b(?:import|require|import\.meta\.resolve|new URL)\()\s*(['"`])([^'"`]+)\1/g;

function isAllowedPackage(path: string, specifier: string, floor: Floor): boolean {
  if (path === EXACT_MATH && specifier.startsWith('@stdlib/')) return true;
  return floor.packages.test(specifier);
}

function faultOf(path: string, specifier: string): string | undefined {
  const floorName = path.split('/')[0] ?? '';
  const floor = FLOORS[floorName];
  if (floor === undefined) return undefined;
  if (!specifier.startsWith('.')) {
    return isAllowedPackage(path, specifier, floor) ? undefined : `${floorName}/ may not import this`;
  }
  const target = posix.join(folderOf(path), specifier).split('/')[0] ?? '';
  if (target === floorName || floor.below.includes(target)) return undefined;
  return target in FLOORS ? `${floorName}/ may not import upwards` : undefined;
}

/** Also finds imports that compiler and lint do not follow: `new URL('../x.ts', import.meta.url)`. */
export function importFindings(file: ProjectFile): readonly Finding[] {
  if (!/\.(?:tsx?|js|mjs)$/.test(file.path)) return [];
  return file.lines.flatMap((line, index) =>
    [...line.matchAll(SPECIFIER)].flatMap((match) => {
      const fault = faultOf(file.path, match[2] ?? '');
      return fault === undefined ? [] : [`${file.path}:${index + 1} ${match[2]}: ${fault}`];
    }),
  );
}
