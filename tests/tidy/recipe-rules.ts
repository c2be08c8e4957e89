import { type Finding, folderOf, nameOf, type ProjectFile } from './project-file.ts';

const RECIPE = /^## How to add /;
const STEP = /^\d+\. /;
const STEP_COUNT_MAX = 5;
const TICKED = /`([^`\s]+)`/g;
/** Top folders whose README contains recipes for additions. */
const FLOORS = ['protocol', 'firmware-sim', 'hil'];

interface Step {
  readonly line: number;
  readonly text: string;
}

/** Returns the steps of each recipe of a README. */
function recipesOf({ lines }: ProjectFile): readonly (readonly Step[])[] {
  const recipes: Step[][] = [];
  let isInside = false;
  lines.forEach((text, index) => {
    if (text.startsWith('## ')) isInside = RECIPE.test(text);
    if (RECIPE.test(text)) recipes.push([]);
    else if (isInside && STEP.test(text)) recipes.at(-1)?.push({ line: index + 1, text });
  });
  return recipes;
}

/** A text in backquotes that looks like a file or a folder. */
function isPath(text: string): boolean {
  return text.includes('/') || /\.(?:ts|cpp|h|json|md|ya?ml)$/.test(text);
}

/**
 * Checks that each top folder has recipes. A recipe has at most five steps. Each file that a step names must exist, by
 * its path or beside the file named before.
 */
export function recipeFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const paths = new Set(files.map((file) => file.path));
  const folders = new Set([...paths].flatMap((path) => foldersAbove(path)));
  const exists = (path: string): boolean => (path.endsWith('/') ? folders.has(path.slice(0, -1)) : paths.has(path));
  const missing = FLOORS.flatMap((floor) => {
    const path = `${floor}/README.md`;
    const readme = files.find((file) => file.path === path);
    const recipes = readme === undefined ? [] : recipesOf(readme);
    return recipes.length === 0 ? [`${path}:1 has no recipe "## How to add ..."`] : [];
  });
  const faults = files
    .filter(({ path }) => nameOf(path) === 'README.md')
    .flatMap((readme) => recipesOf(readme).flatMap((steps) => recipeFaults(readme.path, steps, exists)));
  return [...missing, ...faults];
}

function recipeFaults(path: string, steps: readonly Step[], exists: (path: string) => boolean): readonly Finding[] {
  const long = steps
    .slice(STEP_COUNT_MAX)
    .map(({ line }) => `${path}:${line} a recipe has at most ${STEP_COUNT_MAX} steps`);
  const missing = steps.flatMap(({ line, text }) => {
    let folder = '';
    return [...text.matchAll(TICKED)]
      .map((match) => match[1] ?? '')
      .filter(isPath)
      .flatMap((name) => {
        const full = name.includes('/') ? name : `${folder}/${name}`;
        folder = folderOf(full);
        return exists(full) ? [] : [`${path}:${line} ${name}: no such file or folder`];
      });
  });
  return [...long, ...missing];
}

function foldersAbove(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '' ? [] : [folder, ...foldersAbove(folder)];
}
