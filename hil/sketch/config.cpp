#include "config.h"

#include "crc16.h"
#include "flash.h"
#include "hardware.h"

Config config;

// Defaults: the bench for 15 euros with a 28BYJ-48 and ULN2003, an AS5600 and a linear Hall sensor of 14 mV/mT.
static const Config defaults PROGMEM = {
    CONFIG_MAGIC, CONFIG_VERSION, sizeof(Config),
    1,                                       // unit_number
    DRIVE_FOUR_WIRE, 0, PART_ENCODER | PART_FIELD | PART_PIEZO,
    4,                                       // slip_quantum_steps
    9078784UL, 4455UL,                       // 2037.886 full steps per turn, not 2048
    500, 60000U,                             // steps_per_second_max, segment_ms_max
    1000, 2000,                              // servo pulses
    64, 4000,                                // back_steps_max, back_step_us
    349, 512 * 16, 5,                        // field
    1000, 1000, 0, 0,                        // residual, backlash, calibration date and reference
    0, 5000, {0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    0};

struct Item {
  uint8_t offset;
  uint8_t size;  // bytes; 0x80: signed
  int32_t min;
  int32_t max;
};

#define ITEM(field, min, max) {offsetof(Config, field), sizeof(Config::field), min, max}
#define SIGNED_ITEM(field, min, max) {offsetof(Config, field), sizeof(Config::field) | 0x80, min, max}
static const Item items[] PROGMEM = {
    ITEM(unit_number, 0, 65535),
    ITEM(drive, DRIVE_STEP_DIR, DRIVE_FOUR_WIRE),
    ITEM(options, 0, 0x1F),
    ITEM(parts, 0, 0x3F),
    ITEM(slip_quantum_steps, 1, 255),
    ITEM(turn_numerator, 1, 9999999),
    ITEM(turn_denominator, 1, 9999999),
    ITEM(steps_per_second_max, 1, 10000),
    ITEM(segment_ms_max, 1, 60000),
    ITEM(brake_off_us, 400, 2600),
    ITEM(brake_on_us, 400, 2600),
    ITEM(back_steps_max, 0, 1000),
    ITEM(back_step_us, 1000, 50000),
    SIGNED_ITEM(field_ut_per_count, -100000, 100000),
    ITEM(field_zero_sixteenths, 0, 1023 * 16),
    ITEM(field_hysteresis_tenths, 0, 1000),
    ITEM(residual_milli_deg, 0, 99999),
    ITEM(backlash_milli_deg, 0, 99999),
    ITEM(calibration_date, 0, 99991231),
    ITEM(calibration_unit, 0, 2000000000),
    ITEM(encoder_zero, 0, 4095),
    ITEM(slip_event_milli_deg, 0, 65535),
};
static const Item correction_item PROGMEM = SIGNED_ITEM(encoder_corrections[0], -127, 127);
static const uint8_t items_count = sizeof items / sizeof items[0];
static const uint8_t first_correction_item = 64;

static uint16_t image_crc(const Config& image) {
  return crc16(reinterpret_cast<const uint8_t*>(&image), offsetof(Config, crc));
}

// Copies the low bytes of an item. The board and the PCs that run the tests are little endian.
static int32_t item_value(const Config& image, const Item& item) {
  const uint8_t size = item.size & 0x7F;
  int32_t value = 0;
  memcpy(&value, reinterpret_cast<const uint8_t*>(&image) + item.offset, size);
  return item.size == 0x81 ? static_cast<int8_t>(value) : value;
}

static bool within_limits(const Config& image) {
  for (uint8_t i = 0; i < items_count; i++) {
    const Item item = flash_read(&items[i]);
    const int32_t value = item_value(image, item);
    if (value < item.min || value > item.max) return false;
  }
  return true;
}

bool config_sound(const Config& image) {
  return image.magic == CONFIG_MAGIC && image.version == CONFIG_VERSION && image.size == sizeof(Config) &&
         image.crc == image_crc(image) && within_limits(image);
}

void config_defaults(Config* out) {
  memcpy_P(out, &defaults, sizeof *out);
  out->crc = image_crc(*out);
}

static bool blank(const Config& image) {
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(&image);
  for (uint8_t i = 0; i < sizeof image; i++) {
    if (bytes[i] != 0xFF) return false;
  }
  return true;
}

ConfigSource config_load() {
  hw_eeprom_read(&config, sizeof config);
  if (config_sound(config)) return CONFIG_KEPT;
  const ConfigSource source = blank(config) ? CONFIG_BLANK : CONFIG_BAD;
  config_defaults(&config);
  return source;
}

static bool find_item(uint8_t number, Item* item) {
  const uint8_t correction = static_cast<uint8_t>(number - first_correction_item);
  if (number < items_count) {
    *item = flash_read(&items[number]);
  } else if (correction < CONFIG_CORRECTIONS_COUNT) {
    *item = flash_read(&correction_item);
    item->offset = static_cast<uint8_t>(item->offset + correction);
  } else {
    return false;
  }
  return true;
}

ConfigFault config_fault(uint8_t number, int32_t value) {
  Item item;
  if (!find_item(number, &item)) return CONFIG_NO_ITEM;
  return value < item.min || value > item.max ? CONFIG_OUT_OF_LIMITS : CONFIG_OK;
}

void config_set(uint8_t number, int32_t value) {
  Item item;
  if (!find_item(number, &item)) return;
  memcpy(reinterpret_cast<uint8_t*>(&config) + item.offset, &value, item.size & 0x7F);
  config.crc = image_crc(config);
  hw_eeprom_write(&config, sizeof config);
}
