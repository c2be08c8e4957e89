import { vi } from 'vitest';
import { main } from '../../../hil/cli.ts';

export interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process. Returns its output. */
export async function said(...argv: readonly string[]): Promise<Said> {
  const [out, err] = [process.stdout, process.stderr].map((stream) => {
    const spy = vi.spyOn(stream, 'write').mockImplementation(() => true);
    return { text: () => spy.mock.calls.map(([chunk]) => String(chunk)).join(''), restore: () => spy.mockRestore() };
  });
  try {
    const status = await main(argv);
    return { status, stdout: out?.text() ?? '', stderr: err?.text() ?? '' };
  } finally {
    out?.restore();
    err?.restore();
  }
}
