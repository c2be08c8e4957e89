import type { Finding, ProjectFile } from './project-file.ts';

const TESTS = /^tests\/.*\.tsx?$/;
const TITLE_LENGTH_MAX = 80;
/** Literal first argument of `test`, `it` or `describe`, also after `.each(...)` and `.skipIf(...)`. */
const TITLE =
  /(?:\b(?:test|it|describe)|\))\(\s*(?:'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`)\s*,/g;

/** Finds literal titles of tests that are longer than a line of a report. */
export function titleFindings(file: ProjectFile): readonly Finding[] {
  if (!TESTS.test(file.path)) return [];
  const text = file.lines.join('\n');
  return [...text.matchAll(TITLE)].flatMap((match) => {
    const title = match[1] ?? match[2] ?? match[3] ?? '';
    if (title.length <= TITLE_LENGTH_MAX) return [];
    const line = text.slice(0, match.index + match[0].indexOf(title)).split('\n').length;
    return [`${file.path}:${line} title of ${title.length} characters, at most ${TITLE_LENGTH_MAX}`];
  });
}
