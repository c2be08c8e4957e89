import { SerialPort } from 'serialport';
import { openPty } from '../../hil/ports/pty.ts';

/** Number of bytes of one exchange, in each direction. */
export interface ExchangeSize {
  readonly toBoardBytes: number;
  readonly toHostBytes: number;
}

export interface BareEcho {
  /** Resolves when the last byte of the answer has arrived. */
  exchange(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a pseudo terminal and a bare `serialport`, with a plain echo at the far end. The virtual line uses the same pair,
 * so an exchange here shows the cost without any protocol.
 */
export async function openBareEcho({ toBoardBytes, toHostBytes }: ExchangeSize): Promise<BareEcho> {
  const pty = await openPty();
  const port = new SerialPort({ path: pty.path, baudRate: 115_200, hupcl: false, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  const request = Buffer.alloc(toBoardBytes, 'x');
  const answer = Buffer.alloc(toHostBytes, 'y');
  let boardBytes = 0;
  let hostBytes = 0;
  let answered = (): void => undefined;
  pty.onBytes = (bytes) => {
    boardBytes += bytes.length;
    if (boardBytes < toBoardBytes) return;
    boardBytes -= toBoardBytes;
    pty.write(answer);
  };
  port.on('data', (chunk: Buffer) => {
    hostBytes += chunk.length;
    if (hostBytes < toHostBytes) return;
    hostBytes -= toHostBytes;
    answered();
  });
  return {
    exchange: () =>
      new Promise((resolve) => {
        answered = resolve;
        port.write(request);
      }),
    close: async () => {
      await new Promise<void>((resolve) => port.close(() => resolve()));
      await pty.close();
    },
  };
}
