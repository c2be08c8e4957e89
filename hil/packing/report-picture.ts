import { execFileSync } from 'node:child_process';
import { packagePath } from '../base/package-root.ts';
import { writePicture } from './page-picture.ts';

/** Writes the README's picture of a report: the top of the report of half an hour in a scanner. */
await writePicture({
  path: 'hil/report/html/report.png',
  write: (file) => {
    const run = ['run', 'mri-30-min', '--rig', 'model', '--html', file];
    execFileSync(process.execPath, [packagePath('hil/rollerloop.cjs'), ...run], { stdio: 'ignore' });
  },
});
