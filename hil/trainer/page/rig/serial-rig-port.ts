import type { EngineClient } from '../engine/engine-client.ts';
import { connectionTexts } from '../texts/connection-texts.ts';
import type { RigPort } from './rig-port.ts';
import { SerialBytes, type SerialLike, type SerialPortLike } from './serial-port.ts';

/**
 * Lets the user choose a serial port and opens it in the Worker, or in the page if the Worker cannot tell the port. `serial` is
 * a number that no earlier port had. Undefined if the user chose none. Rejects if the port does not open.
 */
export async function openSerialRigPort(
  web: SerialLike,
  engine: EngineClient,
  serial: number,
): Promise<RigPort | undefined> {
  const chosen = await web.requestPort().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  });
  if (chosen === undefined) return undefined;
  return (await openedInWorker(chosen, engine, serial)) ?? PageSerialPort.open(chosen);
}

/** Lets the Worker open a port. Undefined if it cannot tell the port. Rejects if the port does not open. */
function openedInWorker(port: SerialPortLike, engine: EngineClient, serial: number): Promise<RigPort | undefined> {
  return new Promise((resolve, reject) => {
    engine.onSerial = (news) => {
      if (news.serial !== serial) return;
      if (news.kind === 'rig serial opened') resolve(new WorkerSerialPort(engine, serial));
      else if (news.kind === 'rig serial absent') resolve(undefined);
      else reject(new Error(news.why));
    };
    const { usbVendorId, usbProductId, bluetoothServiceClassId } = port.getInfo();
    const ids = JSON.parse(JSON.stringify({ usbVendorId, usbProductId, bluetoothServiceClassId }));
    engine.toRig({ kind: 'rig serial open', serial, ids });
  });
}

/** A serial port that the Worker holds: a page that stands still does not hold its bytes up. */
class WorkerSerialPort implements RigPort {
  readonly via = 'serial';
  readonly name = connectionTexts.serialPort.en;
  readonly title = connectionTexts.serialPort;
  onBytes: RigPort['onBytes'] = () => {};
  onClosed: RigPort['onClosed'] = () => {};
  readonly #engine: EngineClient;
  readonly #serial: number;

  constructor(engine: EngineClient, serial: number) {
    this.#engine = engine;
    this.#serial = serial;
    engine.onSerial = (news) => {
      if (news.serial === serial && news.kind === 'rig serial gone')
        this.onClosed(connectionTexts.serialGone(news.why));
    };
  }

  /** Never called: the Worker sends the bytes of its runs. */
  send(): void {}

  async close(): Promise<void> {
    this.onClosed = () => {};
    this.#engine.toRig({ kind: 'rig serial close', serial: this.#serial });
  }
}

/** A serial port whose bytes pass through the page, for a browser whose Workers do not see it. */
class PageSerialPort implements RigPort {
  readonly via = 'page';
  readonly name = connectionTexts.serialPort.en;
  readonly title = connectionTexts.serialPort;
  onBytes: RigPort['onBytes'] = () => {};
  onClosed: RigPort['onClosed'] = () => {};
  #bytes: SerialBytes | undefined;

  static async open(chosen: SerialPortLike): Promise<PageSerialPort> {
    const port = new PageSerialPort();
    port.#bytes = await SerialBytes.open(chosen, {
      onBytes: (bytes) => port.onBytes(bytes),
      onGone: (reason) => port.onClosed(connectionTexts.serialGone(reason)),
    });
    return port;
  }

  send(bytes: Uint8Array): void {
    this.#bytes?.send(bytes);
  }

  async close(): Promise<void> {
    await this.#bytes?.close();
  }
}
