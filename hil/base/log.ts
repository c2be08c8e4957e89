import pino from 'pino';

/** Opens the log on stderr, one JSON object per line; stdout carries results only. `ROLLERLOOP_LOG` sets the level. */
export function log(): pino.Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  // A failed write to stderr cannot be reported anywhere.
  destination.on('error', () => undefined);
  return pino({ name: 'rollerloop', level: process.env.ROLLERLOOP_LOG ?? 'warn', base: null }, destination);
}
