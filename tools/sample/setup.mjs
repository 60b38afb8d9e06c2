/**
 * The set-up document of the sample tenant: agreement, accounts, profiles and the mapping.
 *
 * Every row that an alert type reaches is sound. Four of the others are not, as happens in real
 * set-ups, so that the validator has something to find.
 */

import { createHash } from 'node:crypto';
import { TENANT } from './tenant.mjs';

/** Trade, standard job type, job types, keys of business units, remark. */
const MAPPING = [
  ['hvac', 'leak_detected', ['Water Leak - Sensor Alert'], 'PS'],
  ['hvac', 'repair_heating_system', ['Heating Repair - Diagnostic'], 'HN'],
  ['hvac', 'repair_ac', ['AC Repair - Diagnostic', 'AC No Cool - Same Day'], 'HN HS'],
  ['hvac', 'ac_maintenance', ['AC Tune-Up'], 'HM'],
  ['hvac', 'hvac_maintenance', ['HVAC Tune-Up - Full System'], 'HM'],
  ['hvac', 'repair_hvac', ['HVAC Emergency Service'], 'HN'],
  ['hvac', 'heating_maintenance', ['Furnace Tune-Up'], 'HM'],
  ['hvac', 'clean_ducts_vents', ['Duct Cleaning'], 'HM'],
  ['hvac', 'ductless_heating_and_ac_services', ['Mini-Split Service'], 'HN HS'],
  ['hvac', 'install_ac', ['AC System Replacement'], 'HI'],
  ['hvac', 'install_heating_system', ['Furnace Replacement', 'Heat Pump Replacement'], 'HI'],
  // The tenant's own name ends in a blank.
  ['hvac', 'install_thermostat', ['Thermostat Replacement'], 'HI'],
  ['hvac', 'repair_thermostat', ['Thermostat Repair'], 'HN'],
  ['hvac', 'repair_ducts_vents', ['Duct Repair & Sealing'], 'HI'],
  ['plumber', 'find_leak', ['Leak Detection'], 'PS'],
  // Inactive in the tenant.
  ['plumber', 'install_garbage_disposal', ['Garbage Disposal Install (old)'], 'PS'],
  ['plumber', 'install_toilet', ['Toilet Installation'], 'PS'],
  ['plumber', 'install_water_heater', ['Water Heater Replacement'], 'PS'],
  ['plumber', 'repair_faucet', ['Faucet Repair'], 'PS'],
  ['plumber', 'repair_pipe', ['Pipe Repair'], 'PS'],
  ['plumber', 'repair_sewer', ['Sewer Line Repair'], 'PD'],
  ['plumber', 'repair_toilet', ['Toilet Repair'], 'PS'],
  ['plumber', 'repair_water_heater', ['Water Heater Repair'], 'PS'],
  // Renamed in the tenant since.
  ['plumber', 'unclog_drain', ['Drain Clearing - Main or Branch'], 'PD'],
  ['electrician', 'electric_car_charger', ['EV Charger Installation'], 'EI'],
  // Electrical Service is not among the job type's business units.
  ['electrician', 'install_fan', ['Ceiling Fan Installation'], 'ES'],
  ['electrician', 'install_light_fixtures', ['Lighting Installation'], 'EI'],
  ['electrician', 'repair_outlets_switches', ['Outlet & Switch Repair'], 'ES'],
  ['electrician', 'repair_panel', ['Panel Repair'], 'ES'],
  ['electrician', 'replace_upgrade_panel', ['Panel Upgrade'], 'EI'],
  ['electrician', 'restore_power', ['Power Out - Emergency'], 'ES'],
];

/** Names as they were when the mapping was made. */
const OLD_NAMES = new Map([
  ['Drain Clearing - Main or Branch', 'Drain Cleaning'],
  ['Thermostat Replacement ', 'Thermostat Replacement'],
]);

/** Accounts at the partner; the feed sends from these. */
export const ACCOUNTS = {
  north: { id: 'acct-2210', profiles: { home: 'residential', business: 'light-commercial' } },
  south: { id: 'acct-2211' },
};

const ref = ({ id, name }) => ({ id: id.toString(), name: OLD_NAMES.get(name) ?? name });

/** The document, ready for `pretty`. `manifest` is the partner's, whose agreement was accepted. */
export function setup({ unitOf, jobTypeOf, campaignOf }, manifest) {
  const units = (keys) => keys.split(' ').map((key) => ref(unitOf(key)));
  const { version, text } = manifest.agreement;
  return {
    $schema: '../../schemas/setup.schema.json',
    leadloom: 'setup/1',
    tenant: { ...TENANT, id: TENANT.id.toString() },
    trades: ['hvac', 'plumber', 'electrician'],
    mapping: MAPPING.map(([trade, standardJobType, names, keys]) => ({
      trade,
      standardJobType,
      jobTypes: names.map((name) => ref(jobTypeOf(name))),
      businessUnits: units(keys),
    })),
    integrations: [
      {
        id: manifest.id,
        enabled: true,
        campaign: ref(campaignOf(manifest.campaign)),
        agreement: {
          version,
          sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
          acceptedBy: { name: 'Sample Owner', role: 'Owner' },
          acceptedAt: '2026-11-02T15:04:05Z',
        },
        accounts: [
          {
            id: ACCOUNTS.north.id,
            name: 'Prairie Star North',
            businessUnits: [],
            profiles: [
              {
                id: ACCOUNTS.north.profiles.home,
                name: 'Residential',
                businessUnits: units('HN HM PS'),
              },
              {
                id: ACCOUNTS.north.profiles.business,
                name: 'Light Commercial',
                businessUnits: units('HN HM HI PS'),
              },
            ],
          },
          {
            id: ACCOUNTS.south.id,
            name: 'Prairie Star South',
            businessUnits: units('HS HN HM PS'),
            profiles: [],
          },
        ],
        off: [],
      },
      { id: 'google-local-services', enabled: false, accounts: [], off: [] },
    ],
    history: [],
  };
}
