import type { Finding, ProjectFile } from './project-file.ts';

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];

function dependenciesOf(text: string): readonly (readonly [string, unknown])[] {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(parsed)
    .filter(([section]) => SECTIONS.includes(section))
    .flatMap(([, dependencies]) => Object.entries(dependencies as Readonly<Record<string, unknown>>));
}

/** A range would let two machines test two different programs. */
export function dependencyFindings(packageJson: ProjectFile): readonly Finding[] {
  return dependenciesOf(packageJson.lines.join('\n'))
    .filter(([, wanted]) => typeof wanted !== 'string' || !EXACT.test(wanted))
    .map(([name, wanted]) => {
      const line = packageJson.lines.findIndex((text) => text.includes(`"${name}":`)) + 1;
      return `${packageJson.path}:${line} ${name} ${JSON.stringify(wanted)}: pin it exactly`;
    });
}
