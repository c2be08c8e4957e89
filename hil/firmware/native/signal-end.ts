/** Names of the signals that end a faulty program, by their numbers on Linux. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};
/** Signals that come from other programs or from the kernel, and not from a mistake at the moment of the end. */
const FROM_OUTSIDE: readonly string[] = ['SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM', 'SIGXCPU'];

/** Returns the name of a signal by its number; undefined for 0, an end without a signal. */
export function signalNamed(number: number): string | undefined {
  return number === 0 ? undefined : (SIGNALS[number] ?? `signal ${number}`);
}

/** Returns what a program did that a signal ended, and what the user may do. */
export function signalEnd(signal: string): { readonly says: string; readonly hint: string } {
  if (FROM_OUTSIDE.includes(signal)) {
    const hint = 'The bench did not send it: another program did, or this machine had no memory left.';
    return { says: `was ended from outside by ${signal}`, hint };
  }
  const hint = 'Compile it with `-g -fsanitize=address,undefined`: the report of the sanitizer then names the line.';
  return { says: `crashed with ${signal}`, hint };
}
