import { closeSync, openSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { makeFolder } from '../files/make-folder.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import { buildFiles } from './build-files.ts';
import { dependencySpec } from './dependency.ts';
import { firmwareFiles } from './firmware/firmware-project.ts';
import type { ProjectFile } from './project-file.ts';
import { sampleFiles } from './sample-files.ts';

const VITEST = '^4.0.0';
const NAME_DEFAULT = 'pump-tests';

/** What `init` writes: tests of pumps, or a firmware in C that is tested. */
export type ProjectKind = 'tests' | 'firmware';

/** Codes of a device that cannot hold a file. Any other code is that of a folder that cannot be used. */
const DEVICE_FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EIO'];

/**
 * Writes a project into a folder, which is made if it is missing. Returns the paths of the files, relative to the
 * folder. Throws `HilError`: INIT_OVERWRITES (usage) if a file exists, INIT_FAILED (usage) if the folder cannot be written,
 * INIT_UNWRITABLE (bench) if the disk is full. After an error no file is left.
 */
export function layProject(folder: string, kind: ProjectKind = 'tests'): readonly string[] {
  const [name, dependency] = [nameOf(folder), dependencySpec(folder)];
  const files = kind === 'tests' ? projectFiles(name, dependency) : firmwareFiles(name, dependency);
  refuseNoFolder(folder);
  for (const { path } of files) refuseExisting(folder, path);
  writeAllOrNone(folder, files);
  return files.map(({ path }) => path);
}

/** Returns the files of a project with this name. `dependency` is where npm finds this package. */
export function projectFiles(name: string, dependency: string): readonly ProjectFile[] {
  const manifest = {
    name,
    private: true,
    type: 'module',
    scripts: {
      test: 'vitest run',
      scenarios: 'rollerloop run ./scenarios/short-scan.yaml --rig emulated --out results',
    },
    devDependencies: { rollerloop: dependency, vitest: VITEST },
  };
  return [
    { path: 'package.json', text: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: '.gitignore', text: 'node_modules/\nresults/\n' },
    { path: 'README.md', text: readme(name) },
    ...sampleFiles,
    ...buildFiles,
  ];
}

function readme(name: string): string {
  return `# ${name}

Tests of implantable infusion pumps with \`rollerloop\`. ${DISCLAIMER}

\`\`\`sh
npm install
npm test                # the tests in tests/, on a model of the pump
npm run scenarios       # the scenarios on an emulated board; results/summary.md says how they ended
npx rollerloop run ./scenarios/short-scan.yaml --pump ./pumps/our-pump.json
npx rollerloop run ./scenarios/short-scan.yaml --rig /dev/ttyACM0    # on a board
\`\`\`

- \`scenarios/\`: what happens to a pump, and what is expected. \`npx rollerloop list\` lists more, \`npx rollerloop show NAME\` prints one.
- \`pumps/\`: our own pump. \`npx rollerloop pump show synchromed-ii\` shows all constants that it may change.
- \`tests/\`: tests that program a pump step by step. ROLLERLOOP_RIG=/dev/ttyACM0 runs them on a board.
- \`.github/\`, \`.gitlab-ci.yml\`: build servers, without hardware. Keep one of them.
`;
}

/** Returns the name of the folder as a valid npm package name. */
function nameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? NAME_DEFAULT : name;
}

function refuseNoFolder(folder: string): void {
  const isFile = exists(folder) && !statSync(folder).isDirectory();
  if (folder !== '' && !isFile) return;
  const found = isFile ? `${quotedPath(folder)} is a file` : 'The folder is ""';
  throw new HilError('INIT_FAILED', 'usage', `${found}; allowed: an empty folder, or the name of a new one.`);
}

function refuseExisting(folder: string, path: string): void {
  const whole = join(folder, path);
  if (!exists(whole)) return;
  const message = `${quotedPath(whole)} exists, and \`init\` overwrites no file; nothing was written.`;
  throw new HilError('INIT_OVERWRITES', 'usage', message, {
    hint: 'Name an empty or new folder: `rollerloop init DIR`.',
  });
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A path that leads through a file, or is too long: the write below reports it.
    if (['ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Writes the files. If one cannot be written, removes the files and folders of this call. */
function writeAllOrNone(folder: string, files: readonly ProjectFile[]): void {
  const made: string[] = [];
  for (const file of files) {
    const whole = join(folder, file.path);
    try {
      for (const missing of missingFolders(dirname(whole))) {
        makeFolder(missing);
        made.unshift(missing);
      }
      // The file is new, so one that is cut short is one of this call too.
      closeSync(openSync(whole, 'wx'));
      made.unshift(whole);
      writeFileSync(whole, file.text);
    } catch (error) {
      for (const path of made) removeOwn(path);
      throw failed(whole, error);
    }
  }
}

/** Returns the folders that do not exist on the way to a path, the outermost first. */
function missingFolders(path: string): readonly string[] {
  return exists(path) || dirname(path) === path ? [] : [...missingFolders(dirname(path)), path];
}

/** Removes a file, or a folder unless another program has written into it. */
function removeOwn(path: string): void {
  try {
    if (statSync(path).isDirectory()) rmdirSync(path);
    else rmSync(path);
  } catch {
    // The first failure is the one to report.
  }
}

function failed(path: string, error: unknown): HilError {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  const message = `${quotedPath(path)} cannot be written (${why}); nothing was written.`;
  if (DEVICE_FULL.includes(why)) return new HilError('INIT_UNWRITABLE', 'bench', message, { cause: error });
  return new HilError('INIT_FAILED', 'usage', message, { cause: error });
}
