import { layProject } from '../init/project.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';

/**
 * Writes the files of a new project: a scenario, a pump, a test and settings of build servers. Returns the exit status.
 */
export function init(folder: string): number {
  const paths = layProject(folder);
  for (const path of paths) printOut(path);
  const into = folder === '.' ? '' : `cd ${folder} && `;
  printOut(`${outColour.bold('Next:')} ${into}npm install && npm test && npm run scenarios`);
  return 0;
}
