// Configuration of a board, stored in EEPROM from address 0 with a CRC.

#ifndef ROLLERLOOP_CONFIG_H
#define ROLLERLOOP_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#define CONFIG_MAGIC 0x4C52u  // the bytes 'R' 'L'
#define CONFIG_VERSION 1
#define CONFIG_CORRECTIONS_COUNT 16

enum ConfigDrive { DRIVE_STEP_DIR = 0, DRIVE_FOUR_WIRE = 1 };

enum ConfigOption {
  OPTION_REVERSE = 0x01,       // the motor turns the other way
  OPTION_DOG_OFF = 0x02,       // no hardware watchdog: for boot loaders that hang after a watchdog reset
  OPTION_ENCODER_DOWN = 0x04,  // the raw angle falls while the counter grows
  OPTION_FIELD_SIGNED = 0x08,  // report the field with its sign, otherwise its magnitude: a magnet has two ends
  OPTION_INDEX_HIGH = 0x10     // the index pulses high
};

enum ConfigPart {
  PART_ENCODER = 0x01,  // AS5600
  PART_INDEX = 0x02,    // Hall switch
  PART_FIELD = 0x04,    // linear Hall sensor
  PART_SERVO = 0x08,    // a clamp moved by a servo
  PART_MAGNET = 0x10,   // a brake that a level engages
  PART_PIEZO = 0x20
};

// Little endian, no padding: EEPROM holds these 78 bytes. The number in brackets is the item of CONF.
struct __attribute__((packed)) Config {
  uint16_t magic;                  //  0       CONFIG_MAGIC
  uint8_t version;                 //  2       CONFIG_VERSION
  uint8_t size;                    //  3       78
  uint16_t unit_number;            //  4  [0]
  uint8_t drive;                   //  6  [1]  ConfigDrive
  uint8_t options;                 //  7  [2]  ConfigOption bits
  uint8_t parts;                   //  8  [3]  ConfigPart bits
  uint8_t slip_quantum_steps;      //  9  [4]  1 to 255
  uint32_t turn_numerator;         // 10  [5]  steps of one turn of the output shaft, as a fraction
  uint32_t turn_denominator;       // 14  [6]
  uint16_t steps_per_second_max;   // 18  [7]
  uint16_t segment_ms_max;         // 20  [8]
  uint16_t brake_off_us;           // 22  [9]  servo pulse that releases
  uint16_t brake_on_us;            // 24  [10] servo pulse that clamps
  uint16_t back_steps_max;         // 26  [11] largest STALL back
  uint16_t back_step_us;           // 28  [12] time of one such step
  int32_t field_ut_per_count;      // 30  [13] microtesla per count of the converter
  uint16_t field_zero_sixteenths;  // 34  [14] counts without a field, times 16
  uint16_t field_hysteresis_tenths;// 36  [15] a trip ends this far below its threshold, in 0.1 mT
  uint32_t residual_milli_deg;     // 38  [16] encoder error that remains after calibration
  uint32_t backlash_milli_deg;     // 42  [17]
  uint32_t calibration_date;       // 46  [18] yyyymmdd; 0: never calibrated
  uint32_t calibration_unit;       // 50  [19] number of the reference that the calibration used
  uint16_t encoder_zero;           // 54  [20] raw angle reported as 0
  uint16_t slip_event_milli_deg;   // 56  [21] slip that sends the event SLIP; 0: never
  uint8_t reserved[2];             // 58       0
  // [64] to [79]: encoder error at every 256th raw count, subtracted; linear in between.
  int8_t encoder_corrections[CONFIG_CORRECTIONS_COUNT];  // 60
  uint16_t crc;                    // 76       CRC-16/CCITT-FALSE of the 76 bytes before it
};

static_assert(sizeof(Config) == 78, "the EEPROM image is 78 bytes");
static_assert(offsetof(Config, crc) == 76, "nothing between the image and its CRC");

enum ConfigSource { CONFIG_KEPT = 0, CONFIG_BLANK = 1, CONFIG_BAD = 2 };

extern Config config;

// Reads the image. Defaults replace a blank, damaged or unknown image, in memory only.
ConfigSource config_load();

enum ConfigFault { CONFIG_OK = 0, CONFIG_NO_ITEM = 1, CONFIG_OUT_OF_LIMITS = 2 };

// Returns true if the item may have this value.
ConfigFault config_fault(uint8_t item, int32_t value);
// Sets an item to a valid value and writes the image.
void config_set(uint8_t item, int32_t value);

void config_defaults(Config* out);
bool config_sound(const Config& image);

static inline bool config_option(uint8_t option) { return (config.options & option) != 0; }
static inline bool config_part(uint8_t part) { return (config.parts & part) != 0; }

#endif
