const WRAP_US = 4_294_967_296;

/**
 * Unwraps a device's 32-bit microseconds. The host's clock tells the wraps apart, even after silence. For this the two
 * clocks must drift apart by less than half a wrap (35 minutes) between two reports.
 */
export class DeviceTime {
  #anchorDeviceUs: number | undefined;
  #anchorHostUs = 0;

  /** Returns microseconds since the device's start, not wrapped. `hostUs` is the arrival of the report. */
  unwrap(deviceUs: number, hostUs: number): number {
    if (this.#anchorDeviceUs === undefined) {
      this.#anchorDeviceUs = deviceUs;
      this.#anchorHostUs = hostUs;
    }
    const expectedUs = this.#anchorDeviceUs + (hostUs - this.#anchorHostUs);
    const unwrappedUs = deviceUs + Math.round((expectedUs - deviceUs) / WRAP_US) * WRAP_US;
    if (hostUs > this.#anchorHostUs) {
      this.#anchorDeviceUs = unwrappedUs;
      this.#anchorHostUs = hostUs;
    }
    return unwrappedUs;
  }

  /** Restarts after a restart of the device. */
  restart(): void {
    this.#anchorDeviceUs = undefined;
  }
}
