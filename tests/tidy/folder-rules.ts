import { type Finding, folderOf, nameOf, type ProjectFile } from './project-file.ts';

const README_LINE_COUNT_MAX = 40;

/** Files and folders that are allowed at the top. For a file whose place a tool decides, the tool is named. */
const TOP_LEVEL: Readonly<Record<string, string>> = {
  'README.md': 'ours',
  'package.json': 'ours',
  'tsconfig.json': 'ours',
  protocol: 'ours',
  'firmware-sim': 'ours',
  hil: 'ours',
  tests: 'ours',
  LICENSE: 'npm packs it from here only, and hosting sites look here',
  'package-lock.json': 'npm writes it here, and npm ci reads it here',
  'biome.json': 'editors and a bare `biome` look here only',
  'vitest.config.ts': 'editors and a bare `vitest` look here only',
  '.gitignore': 'git: paths in it are relative to its folder',
  '.ci': 'the build server starts .ci/run',
};

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isNamedIn(readme: ProjectFile, name: string): boolean {
  const whole = new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w-])`);
  return readme.lines.some((line) => whole.test(line));
}

export function topLevelFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const found = new Set(files.map((file) => file.path.split('/')[0] ?? ''));
  return [...found].filter((name) => !(name in TOP_LEVEL)).map((name) => `${name}:1 does not belong at the top level`);
}

function folderReadmeFindings(folder: string, files: readonly ProjectFile[]): readonly Finding[] {
  const path = `${folder}/README.md`;
  const readme = files.find((file) => file.path === path);
  if (readme === undefined) return [`${path}:1 is missing`];
  const inFolder = files.filter((file) => folderOf(file.path) === folder && file !== readme);
  const unnamed = inFolder.map((file) => nameOf(file.path)).filter((name) => !isNamedIn(readme, name));
  const findings = unnamed.map((name) => `${path}:${readme.lines.length} does not name ${name}`);
  if (readme.lines.length <= README_LINE_COUNT_MAX) return findings;
  return [
    ...findings,
    `${path}:${README_LINE_COUNT_MAX + 1} ${readme.lines.length} lines, at most ${README_LINE_COUNT_MAX}`,
  ];
}

/** Finds folders below the top without a README that names every file in them. */
export function readmeFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = folderOf(file.path); folder !== ''; folder = folderOf(folder)) folders.add(folder);
  }
  return [...folders].sort().flatMap((folder) => folderReadmeFindings(folder, files));
}

/** Names at the head of a list entry, before its colon. */
const ENTRY_HEAD = /(?:^- |[.;] )((?:`[\w.-]+`(?:, | and )?)+):/g;
const FILE_NAME = /`([\w-][\w.-]*\.(?:tsx?|js|mjs|cpp|h|ino|py|json))`/g;

/**
 * Finds list entries of a folder's README that describe no file of that folder. A moved file is described in its new
 * folder.
 */
export function movedFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const paths = new Set(files.map((file) => file.path));
  const readmes = files.filter(({ path }) => path.endsWith('/README.md'));
  return readmes.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      line.startsWith('- ')
        ? [...line.matchAll(ENTRY_HEAD)]
            .flatMap((head) => [...(head[1] ?? '').matchAll(FILE_NAME)].map((match) => match[1] ?? ''))
            .filter((name) => !paths.has(`${folderOf(path)}/${name}`))
            .map((name) => `${path}:${index + 1} ${name} is not in this folder`)
        : [],
    ),
  );
}

/** Checks that the README at the top leads to every folder. */
export function mapFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const readme = files.find((file) => file.path === 'README.md');
  if (readme === undefined) return [];
  const floors = ['protocol', 'firmware-sim', 'hil', 'tests'].filter((floor) => !isNamedIn(readme, floor));
  return floors.map((floor) => `README.md:1 does not name ${floor}/`);
}

const TICKED_FILE = /`([\w./-]+\.(?:tsx?|js|mjs|md|css))`/g;
const MENTIONED_PAPER = /(?<![\w/.-])((?:[\w-]+\/)*[\w-]+\.md)\b/g;
const COMMENT_START = /^\s*(?:\*|\/\*)|(?:^|[^:])\/\//;

function commentStart(line: string): number {
  return COMMENT_START.exec(line)?.index ?? line.length;
}

/**
 * Finds documents that are named in prose or in a comment but do not exist. In a README every file in backquotes has to
 * exist.
 */
export function danglingFindings(files: readonly ProjectFile[]): readonly Finding[] {
  const paths = new Set(files.map((file) => file.path));
  const names = new Set(files.map((file) => nameOf(file.path)));
  return files.flatMap((file) => {
    const isProse = file.path.endsWith('.md');
    return file.lines.flatMap((line, index) =>
      [...line.slice(isProse ? 0 : commentStart(line)).matchAll(isProse ? TICKED_FILE : MENTIONED_PAPER)]
        .map((match) => match[1] ?? '')
        .filter((name) => !(names.has(name) || paths.has(name) || paths.has(`${folderOf(file.path)}/${name}`)))
        .map((name) => `${file.path}:${index + 1} ${name}: no such file in the project`),
    );
  });
}
