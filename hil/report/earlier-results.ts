import { join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { quoted, quotedPath, visible } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { RESULTS_SCHEMA, type Results } from './results.ts';
import { resultsSchema } from './results-schema.ts';

/** Size limit of the file: enough for ten thousand scenarios with ten checks each. */
const FILE_BYTES_MAX = 200_000_000;

/** Reads the `results.json` of an earlier call. Throws `HilError` RESULTS_UNREADABLE or RESULTS_INVALID (usage). */
export function readEarlierResults(folder: string): Results {
  // An empty path is no folder, and not the working one.
  const path = folder === '' ? folder : join(folder, 'results.json');
  const allowed = 'for `--against` a folder that `run --out` wrote';
  const parsed = parsedJson(
    readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'RESULTS', allowed }),
    path,
  );
  const found = (parsed as { readonly schema?: unknown } | null)?.schema;
  if (found !== RESULTS_SCHEMA) {
    const what = typeof found === 'string' ? `the schema ${quoted(found)}` : 'no schema';
    throw invalid(path, `has ${what}; allowed: "${RESULTS_SCHEMA}"`);
  }
  const read = resultsSchema.safeParse(parsed);
  // The schema checks every key that this program reads, and fills those that an earlier version did not write. The program that
  // wrote the file also wrote the other keys.
  if (read.success) return read.data as unknown as Results;
  const [issue] = read.error.issues;
  throw invalid(path, `is not a results.json of this program: \`${issue?.path.join('.')}\`: ${issue?.message}`);
}

function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(path, `is not valid JSON (${visible((error as Error).message)})`);
  }
}

function invalid(path: string, what: string): HilError {
  return new HilError('RESULTS_INVALID', 'usage', `\`--against\`: ${quotedPath(path)} ${what}. Nothing was run.`);
}
