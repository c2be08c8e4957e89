import type { Finding, ProjectFile } from './project-file.ts';

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

function dependenciesOf(text: string): readonly (readonly [string, unknown])[] {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(parsed)
    .filter(([section]) => SECTIONS.includes(section))
    .flatMap(([, dependencies]) => Object.entries(dependencies as Readonly<Record<string, unknown>>));
}

/**
 * With a range, two machines could test two different programs. A peer dependency is the user's choice, so it has a
 * range.
 */
export function dependencyFindings(packageJson: ProjectFile): readonly Finding[] {
  return dependenciesOf(packageJson.lines.join('\n'))
    .filter(([, wanted]) => typeof wanted !== 'string' || !EXACT.test(wanted))
    .map(([name, wanted]) => {
      const line = packageJson.lines.findIndex((text) => text.includes(`"${name}":`)) + 1;
      return `${packageJson.path}:${line} ${name} ${JSON.stringify(wanted)}: pin it exactly`;
    });
}

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Finds a package as Node does: in the folder of the importer, then in each parent folder. */
function isLocked(from: string, name: string, locked: Readonly<Record<string, Locked>>): boolean {
  for (let around = from; ; around = around.slice(0, Math.max(0, around.lastIndexOf('/node_modules/')))) {
    if (`${around === '' ? '' : `${around}/`}node_modules/${name}` in locked) return true;
    if (around === '') return false;
  }
}

/**
 * If a registry lacks a platform's binary, `npm install` leaves it out of the lock file. Then `npm ci` refuses the
 * file. Such an entry is added by hand: version, cpu, os, optional.
 */
export function lockFindings(lockFile: ProjectFile): readonly Finding[] {
  const { packages } = JSON.parse(lockFile.lines.join('\n')) as { readonly packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(from, name, packages))
      .map(([name, version]) => {
        const line = lockFile.lines.findIndex((text) => text.includes(`"${name}":`)) + 1;
        return `${lockFile.path}:${line} ${name} ${version}: npm ci needs an entry for it`;
      }),
  );
}
