import { layProject, type ProjectKind } from '../init/project.ts';
import { inShell } from '../report/repeat-line.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';

const next: Readonly<Record<ProjectKind, string>> = {
  tests: 'npm install && npm test && npm run scenarios',
  firmware: 'npm install && make check',
};

/**
 * Writes the files of a new project: tests of pumps with their build servers, or a firmware in C. Returns the exit status.
 */
export function init(folder: string, kind: ProjectKind): number {
  const paths = layProject(folder, kind);
  for (const path of paths) printOut(path);
  const into = folder === '.' ? '' : `cd ${inShell(folder)} && `;
  printOut(`${outColour.bold('Next:')} ${into}${next[kind]}`);
  return 0;
}
