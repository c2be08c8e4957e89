import pino from 'pino';

/** Logs go to stderr, one JSON object a line, so that stdout stays what was asked for. `ROLLERLOOP_LOG` sets the level. */
export function log(): pino.Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  // There is no other place to say that stderr cannot be written.
  destination.on('error', () => undefined);
  return pino({ name: 'rollerloop', level: process.env.ROLLERLOOP_LOG ?? 'warn', base: null }, destination);
}
