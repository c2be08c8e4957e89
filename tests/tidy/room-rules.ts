import { posix } from 'node:path';
import { type Finding, folderOf, type ProjectFile } from './project-file.ts';

const SOURCE_COUNT_MAX = 30;
const SOURCE = /\.(?:tsx?|js|mjs|cpp|h|ino)$/;
const FLOOR = /^(?:protocol|firmware-sim|hil)\//;
/** An Arduino sketch is one folder, because its compiler takes no sources from elsewhere. */
const SKETCH = 'hil/sketch';

/**
 * Files that may be imported against the direction of their folder. Each declares facts that the folders below share,
 * and stays at the top, where a reader looks for it.
 */
const SHARED_FROM_ABOVE: readonly string[] = ['hil/scenario/scenario.ts'];
/** Entry files of the package. They import everything, and no file imports them. */
const ENTRIES: readonly string[] = ['hil/cli.ts', 'hil/library.ts', 'hil/generate.ts', 'hil/trainer/page/trainer.tsx'];

const IMPORT = /^(?:import|export)\b[^'"]*?from '(\.[^']+)'|^\} from '(\.[^']+)'|\bimport\('(\.[^']+)'\)/;

/** Largest number of files in a folder. With more, a reader cannot guess which file to open. */
export function crowdedFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    if (!(FLOOR.test(path) && SOURCE.test(path))) continue;
    counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  }
  return [...counts]
    .filter(([folder, count]) => folder !== SKETCH && count > SOURCE_COUNT_MAX)
    .map(([folder, count]) => `${folder}/README.md:1 ${count} source files, at most ${SOURCE_COUNT_MAX}`);
}

interface FolderImport {
  readonly from: string;
  readonly to: string;
  readonly place: string;
}

function importsOf({ path, lines }: ProjectFile): readonly FolderImport[] {
  if (!FLOOR.test(path) || !/\.tsx?$/.test(path) || ENTRIES.includes(path)) return [];
  const from = folderOf(path);
  return lines.flatMap((line, index) => {
    const match = IMPORT.exec(line);
    const specifier = match?.[1] ?? match?.[2] ?? match?.[3];
    if (specifier === undefined) return [];
    const target = posix.join(from, specifier);
    const to = folderOf(target);
    if (to === from || SHARED_FROM_ABOVE.includes(target)) return [];
    return [{ from, to, place: `${path}:${index + 1}` }];
  });
}

/** Finds pairs of folders that import each other. Neither could be read, tested or moved without the other. */
export function twoWayFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const imports = files.flatMap(importsOf);
  const first = new Map<string, string>();
  for (const { from, to, place } of imports) {
    if (!first.has(`${from} ${to}`)) first.set(`${from} ${to}`, place);
  }
  return imports
    .filter(({ from, to }) => from < to && first.has(`${to} ${from}`))
    .map(
      ({ from, to, place }) => `${place} ${to} is imported, and it imports ${from} at ${first.get(`${to} ${from}`)}`,
    );
}
