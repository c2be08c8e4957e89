import { expect, test } from 'vitest';
import { exitStatusOf } from '../../../hil/base/hil-error.ts';
import { openError } from '../../../hil/ports/port-error.ts';

test.each([
  [
    'Error: No such file or directory, cannot open /dev/ttyUSB9',
    'PORT_MISSING',
    'The port /dev/ttyUSB9 does not exist.',
  ],
  ['Opening COM9: File not found', 'PORT_MISSING', 'The port /dev/ttyUSB9 does not exist.'],
  [
    'Error: Permission denied, cannot open /dev/ttyUSB9',
    'PORT_FORBIDDEN',
    'Cannot open the port /dev/ttyUSB9: permission denied.',
  ],
  [
    'Error Resource temporarily unavailable Cannot lock port',
    'PORT_BUSY',
    'The port /dev/ttyUSB9 is busy: another program holds it.',
  ],
  [
    'Error: Device or resource busy, cannot open /dev/ttyUSB9',
    'PORT_BUSY',
    'The port /dev/ttyUSB9 is busy: another program holds it.',
  ],
  [
    'Error: Inappropriate ioctl for device setting custom baud rate of 115200',
    'PORT_NOT_TTY',
    '/dev/ttyUSB9 is a device without a line, not a serial port.',
  ],
  [
    'Error: Input/output error, cannot open /dev/ttyUSB9',
    'PORT_OPEN_FAILED',
    'Cannot open the port /dev/ttyUSB9: Error: Input/output error, cannot open /dev/ttyUSB9.',
  ],
])('"%s" becomes %s, a failure of the link', (says, code, message) => {
  const error = openError('/dev/ttyUSB9', new Error(says));
  expect([error.code, error.message, exitStatusOf(error.fault)]).toEqual([code, message, 3]);
});

test('a port without permission names the group that has it', () => {
  expect(openError('/dev/ttyACM0', new Error('Permission denied')).hint).toContain('dialout');
});
