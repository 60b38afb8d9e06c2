/** What each alert type measures: the sensor, where it sits and the details it sends along. */

/** The partner's alert types that become leads. */
export const ALERT_TYPES = [
  'Water Detected',
  'Poor Heating Performance',
  'Poor Cooling Performance',
  'Coil Freeze Warning',
  'Service Request-Normal',
  'Service Request-Tune Up',
  'Service Request-Emergency',
];

const PLACES = {
  'Water Detected': [
    'air handler pan',
    'air handler pan',
    'secondary drain pan',
    'condensate line',
    'water heater',
    'washing machine',
    'under kitchen sink',
  ],
  default: ['supply plenum', 'return duct', 'air handler', 'attic unit', 'thermostat'],
};

const DEVICE_NAMES = [
  'Upstairs air handler',
  'Downstairs system',
  'Main unit',
  'Garage unit',
  'Guest house',
  'Hallway',
  'Attic furnace',
  'Office rooftop unit',
];

const READINGS = {
  'Water Detected': (r) => ({
    'Minutes wet': r.between(2, 240),
    'Float switch tripped': r.chance(40),
    'Humidity %': r.between(38, 88),
  }),
  'Poor Heating Performance': (r) => ({
    'Supply air °F': r.between(700, 940) / 10,
    'Return air °F': r.between(600, 690) / 10,
    'Set point °F': r.between(66, 72),
    'Hours below set point': r.between(2, 19),
  }),
  'Poor Cooling Performance': (r) => ({
    'Supply air °F': r.between(620, 700) / 10,
    'Return air °F': r.between(740, 830) / 10,
    'Temperature split °F': r.between(60, 130) / 10,
    'Filter life %': r.between(0, 90),
  }),
  'Coil Freeze Warning': (r) => ({
    'Coil °F': r.between(255, 335) / 10,
    'Compressor running': r.chance(80),
    Airflow: r.pick(['low', 'very low', 'normal']),
  }),
  default: (r) => ({
    'Preferred time': r.pick(['mornings', 'after 3 pm', 'any', 'Saturday']),
    'Asked through': r.pick(['app', 'web', 'phone']),
    'System age (years)': r.between(1, 22),
    Pets: r.chance(35),
  }),
};

/** A sensor of a member. `number` is unique in the feed. */
export function device(random, type, number) {
  return {
    id: `dev-${(0x4f0000 + number * 37).toString(16)}`,
    name: random.pick(DEVICE_NAMES),
    placement: random.pick(PLACES[type] ?? PLACES.default),
  };
}

export const details = (random, type) => (READINGS[type] ?? READINGS.default)(random);
