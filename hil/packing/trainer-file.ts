import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { packagePath } from '../base/package-root.ts';

/** Builds the page and prints the paths of its sources. An installed package lacks it and has the page instead. */
const BUILDER = 'hil/packing/build-trainer.ts';
/** Files that decide what is bundled, besides the sources. */
const SETTINGS = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];
const FOLDERS = ['hil/packing', 'hil/scenario/files'];

interface BuiltState {
  readonly digest: string;
  readonly inputs: readonly string[];
}

/**
 * Returns the path of the trainer page. A package ships it. A checkout builds it on first use, and again when the content of a
 * source has changed. Throws `HilError` TRAINER_UNBUILT (usage) if it cannot be built.
 */
export function trainerFile(folder = packagePath('node_modules/.cache/rollerloop-trainer'), build = built): string {
  if (!existsSync(packagePath(BUILDER))) return packagePath('dist/trainer.html');
  const page = join(folder, 'trainer.html');
  const state = join(folder, 'state.json');
  if (existsSync(page) && isCurrent(state)) return page;
  try {
    mkdirSync(folder, { recursive: true });
    const sources = join(folder, 'sources.json');
    build(page, sources);
    const inputs = JSON.parse(readFileSync(sources, 'utf8')) as readonly string[];
    writeFileSync(state, JSON.stringify({ digest: digestOf(inputs), inputs } satisfies BuiltState));
    return page;
  } catch (cause) {
    const message = `The trainer page cannot be built in ${folder}: ${String((cause as Error).message).split('\n')[0]}`;
    throw new HilError('TRAINER_UNBUILT', 'usage', message, {
      hint: 'Run `npm run build:trainer` to see the whole error.',
      cause,
    });
  }
}

/** Writes the page, and a list of its sources, by a process of its own. */
function built(page: string, sources: string): void {
  execFileSync(process.execPath, ['--import', 'tsx', BUILDER, page, sources], {
    cwd: packagePath('.'),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function isCurrent(state: string): boolean {
  try {
    const { digest, inputs } = JSON.parse(readFileSync(state, 'utf8')) as BuiltState;
    return digestOf(inputs) === digest;
  } catch {
    return false;
  }
}

/** Returns a digest of the contents of all files that decide the page. Throws for a file that is gone. */
function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  const listed = FOLDERS.flatMap((folder) =>
    readdirSync(packagePath(folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const path of [...SETTINGS, ...inputs].map(packagePath).concat(listed).sort()) {
    const content = readFileSync(path);
    hash.update(`${path}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
