/**
 * Prairie Star Home Services, a contractor that does not exist: its business units, job types and
 * campaigns in the shapes of ServiceTitan's API.
 */

import { DAY, NOW, START, utcFine } from './clock.mjs';
import { randomFor } from './random.mjs';

export const TENANT = {
  id: 1204467731n,
  name: 'Prairie Star Home Services',
  timeZone: 'America/Chicago',
};

const TRADES = {
  hvac: { id: 1401n, name: 'HVAC' },
  plumber: { id: 1402n, name: 'Plumbing' },
  electrician: { id: 1403n, name: 'Electrical' },
};

const DIVISIONS = {
  service: { id: 1501n, name: 'Service' },
  maintenance: { id: 1502n, name: 'Maintenance' },
  install: { id: 1503n, name: 'Install' },
};

/** Key, id, name, trade, division, city, ZIP, phone, state. */
const BUSINESS_UNITS = `
  HN | 21700341 | HVAC Service North | hvac | service | Round Rock | 78664 | 5125550101 | active
  HS | 21700342 | HVAC Service South | hvac | service | San Antonio | 78216 | 2105550102 | active
  HM | 21700377 | HVAC Maintenance | hvac | maintenance | Round Rock | 78664 | 5125550103 | active
  HI | 21700378 | HVAC Install | hvac | install | San Marcos | 78666 | 5125550104 | active
  HW | 21700390 | HVAC Service West (closed) | hvac | service | Boerne | 78006 | 8305550105 | inactive
  PS | 21812005 | Plumbing Service | plumber | service | Austin | 78745 | 5125550106 | active
  PD | 21812006 | Plumbing Drain & Sewer | plumber | service | Austin | 78745 | 5125550107 | active
  ES | 23455810 | Electrical Service | electrician | service | Austin | 78758 | 5125550108 | active
  EI | 9007199254740997 | Electrical Install | electrician | install | Austin | 78758 | 5125550109 | active
`
  .trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()));

/** Name, business units (empty: any), priority, hours, class, then `off` when inactive. */
const JOB_TYPES = [
  ['AC Repair - Diagnostic', 'HN HS', 'High', 1.5, 'Service'],
  ['AC No Cool - Same Day', 'HN HS', 'High', 2, 'Service'],
  ['Heating Repair - Diagnostic', 'HN HS', 'High', 1.5, 'Service'],
  ['No Heat - Same Day', 'HN HS', 'Urgent', 2, 'Service'],
  ['HVAC Emergency Service', 'HN HS', 'Urgent', 2, 'Service'],
  ['AC Tune-Up', 'HM', 'Normal', 1.5, 'Maintenance'],
  ['Furnace Tune-Up', 'HM', 'Normal', 1.5, 'Maintenance'],
  ['HVAC Tune-Up - Full System', 'HM', 'Normal', 2, 'Maintenance'],
  ['Member Visit - Spring', 'HM', 'Low', 1, 'Maintenance'],
  ['Member Visit - Fall', 'HM', 'Low', 1, 'Maintenance'],
  ['Coil Cleaning', 'HM HN HS', 'Normal', 2, 'Maintenance'],
  ['Condensate Drain Clearing', 'HM HN HS', 'Normal', 1, 'Service'],
  ['Refrigerant Leak Search', 'HN HS', 'Normal', 3, 'Service'],
  ['R-22 Recharge', 'HN HS', 'Normal', 1.5, 'Service', 'off'],
  ['Thermostat Repair', 'HN HS', 'Normal', 1, 'Service'],
  ['Thermostat Replacement ', 'HN HS HI', 'Normal', 1, 'Install'],
  ['Duct Cleaning', 'HM', 'Low', 4, 'Maintenance'],
  ['Duct Repair & Sealing', 'HI', 'Normal', 4, 'Service'],
  ['Ductwork Replacement', 'HI', 'Normal', 8, 'Install'],
  ['Mini-Split Service', 'HN HS', 'Normal', 2, 'Service'],
  ['Mini-Split Install', 'HI', 'Normal', 8, 'Install'],
  ['AC System Replacement', 'HI', 'High', 8, 'Install'],
  ['Furnace Replacement', 'HI', 'High', 8, 'Install'],
  ['Heat Pump Replacement', 'HI', 'High', 8, 'Install'],
  ['HVAC Replacement Estimate', 'HI HN HS', 'Normal', 1.5, 'Estimate'],
  ['Indoor Air Quality Assessment', '', 'Low', 1, 'Estimate'],
  ['Warranty Callback', '', 'High', 1, 'Service'],
  ['AC Repair - West', 'HW', 'High', 1.5, 'Service', 'off'],
  ['Water Leak - Sensor Alert', 'PS', 'Urgent', 1.5, 'Service'],
  ['Leak Detection', 'PS', 'High', 2, 'Service'],
  ['Faucet Repair', 'PS', 'Normal', 1, 'Service'],
  ['Faucet Installation', 'PS', 'Normal', 1.5, 'Install'],
  ['Toilet Repair', 'PS', 'Normal', 1, 'Service'],
  ['Toilet Installation', 'PS', 'Normal', 2, 'Install'],
  ['Shower & Tub Repair', 'PS', 'Normal', 1.5, 'Service'],
  ['Shower Valve Replacement', 'PS', 'Normal', 3, 'Install'],
  ['Water Heater Repair', 'PS', 'High', 1.5, 'Service'],
  ['Water Heater Replacement', 'PS', 'High', 4, 'Install'],
  ['Tankless Water Heater Install', 'PS', 'Normal', 6, 'Install'],
  ['Garbage Disposal Replacement', 'PS', 'Normal', 1.5, 'Install'],
  ['Garbage Disposal Install (old)', 'PS', 'Normal', 1.5, 'Install', 'off'],
  ['Drain Clearing - Main or Branch', 'PD', 'High', 1.5, 'Service'],
  ['Hydro Jetting', 'PD', 'Normal', 3, 'Service'],
  ['Sewer Camera Inspection', 'PD', 'Normal', 1, 'Service'],
  ['Sewer Line Repair', 'PD', 'High', 8, 'Service'],
  ['Pipe Repair', 'PS PD', 'High', 2, 'Service'],
  ['Hose Bib & Outdoor Plumbing', 'PS', 'Low', 1, 'Service'],
  ['Water Softener Service', 'PS', 'Low', 1, 'Maintenance'],
  ['Gas Leak - Emergency', 'PS', 'Urgent', 2, 'Service'],
  ['Electrical Diagnostic', 'ES', 'Normal', 1, 'Service'],
  ['Power Out - Emergency', 'ES', 'Urgent', 2, 'Service'],
  ['Outlet & Switch Repair', 'ES', 'Normal', 1, 'Service'],
  ['Outlet & Switch Installation', 'ES EI', 'Normal', 1.5, 'Install'],
  ['Panel Repair', 'ES', 'High', 2, 'Service'],
  ['Panel Upgrade', 'EI', 'Normal', 8, 'Install'],
  ['Ceiling Fan Installation', 'EI', 'Low', 1.5, 'Install'],
  ['Lighting Installation', 'EI', 'Low', 2, 'Install'],
  ['EV Charger Installation', 'EI', 'Normal', 4, 'Install'],
  ['Surge Protector Install', 'EI ES', 'Low', 1, 'Install', 'off'],
  ['Courtesy Inspection', '', 'Low', 0.5, 'Estimate'],
];

/** Ids that do not fit into a double, by name of the job type. */
const LONG_IDS = new Map([
  ['AC Tune-Up', 9007199254740993n],
  ['Furnace Tune-Up', 9007199254740992n],
]);

/** Name, category, medium, source, phone, active. */
const CAMPAIGNS = [
  ['Existing Customer', 'Retention', 'Direct', null, null, true],
  ['Prairie Star Club Members', 'Retention', 'Email', 'Newsletter', null, true],
  ['SmartAC.com', 'Partners', 'Referral', 'SmartAC.com', null, true],
  ['Google Local Services', 'Online', 'CPC', 'Google', '5125550141', true],
  ['Google Search - HVAC', 'Online', 'CPC', 'Google', '5125550142', true],
  ['Google Search - Plumbing', 'Online', 'CPC', 'Google', '5125550143', true],
  ['Website', 'Online', 'Organic', null, '5125550144', true],
  ['Yard Signs', 'Local', 'Print', null, '5125550145', true],
  ['Truck Wraps', 'Local', 'Print', null, '5125550146', true],
  ['Neighbor Referral', 'Referral', 'Referral', null, null, true],
  ['Radio San Antonio', 'Local', 'Radio', null, '2105550147', true],
  ['Spring Mailer 2024', 'Local', 'Direct Mail', null, '5125550148', false],
];

const CATEGORIES = ['Retention', 'Partners', 'Online', 'Local', 'Referral'];

function businessUnits() {
  const random = randomFor('business-units');
  return BUSINESS_UNITS.map((cells, i) => {
    const [key, id, name, trade, division, city, zip, phoneNumber, state] = cells;
    const created = START + i * 190 * DAY;
    const row = {
      id: BigInt(id),
      active: state === 'active',
      name,
      officialName: `${TENANT.name} - ${name}`,
      email: 'dispatch@example.com',
      currency: 'USD',
      phoneNumber,
      address: {
        street: `${100 * (i + 1)} Depot Road`,
        unit: null,
        city,
        state: 'TX',
        zip,
        country: 'USA',
        latitude: null,
        longitude: null,
        isManualCoordinates: false,
        isMilitary: false,
      },
      trade: TRADES[trade],
      division: DIVISIONS[division],
      tagTypeIds: [],
      tenant: {
        id: TENANT.id,
        name: TENANT.name,
        modifiedOn: utcFine(START + 900 * DAY, 1234567),
      },
      createdOn: utcFine(created, random.between(0, 9_999_999)),
      modifiedOn: utcFine(created + random.between(30, 700) * DAY, random.between(0, 9_999_999)),
      externalData: [],
    };
    return { key, row };
  });
}

function jobTypes(idOfUnit) {
  const random = randomFor('job-types');
  let nextId = 48213007n;
  return JOB_TYPES.map(([name, units, priority, hours, kind, off]) => {
    nextId += BigInt(random.between(3, 900));
    const created = START + random.between(1, 3000) * DAY;
    return {
      id: LONG_IDS.get(name) ?? nextId,
      name,
      businessUnitIds: units.split(' ').filter(Boolean).map(idOfUnit),
      skills: [],
      tagTypeIds: [],
      priority,
      duration: hours * 3600,
      class: kind,
      summary: `${name.trim()}. Confirm access, pets and parking.`,
      noCharge: name === 'Warranty Callback' || name === 'Courtesy Inspection',
      invoiceSignaturesRequired: kind === 'Install',
      modifiedOn: utcFine(created + random.between(1, 1200) * DAY, random.between(0, 9_999_999)),
      createdOn: utcFine(created, random.between(0, 9_999_999)),
      externalData: [],
      active: off === undefined,
      isSmartDispatched: false,
      defaultEstimateSoldAction: kind === 'Estimate' ? 'CreateJob' : 'None',
      customFieldTypeIds: [],
    };
  });
}

function campaigns() {
  const random = randomFor('campaigns');
  let nextId = 30551200n;
  return CAMPAIGNS.map(([name, category, medium, source, phone, active], i) => {
    nextId += BigInt(random.between(3, 4000));
    const created = START + random.between(100, 4000) * DAY;
    return {
      id: nextId,
      name,
      modifiedOn: utcFine(Math.min(created + 200 * DAY, NOW), random.between(0, 9_999_999)),
      createdOn: utcFine(created, random.between(0, 9_999_999)),
      active,
      isDefaultCampaign: i === 0,
      category: { id: BigInt(1601 + CATEGORIES.indexOf(category)), name: category, active: true },
      source,
      medium,
      campaignPhoneNumbers: phone === null ? [] : [phone],
    };
  });
}

/** The tenant's configuration, with look-ups by the short key of a unit and by name. */
export function tenant() {
  const units = businessUnits();
  const unitOf = (key) => units.find((unit) => unit.key === key).row;
  const types = jobTypes((key) => unitOf(key).id);
  const campaignRows = campaigns();
  return {
    businessUnits: units.map((unit) => unit.row),
    jobTypes: types,
    campaigns: campaignRows,
    unitOf,
    jobTypeOf: (name) => types.find((type) => type.name.trim() === name),
    campaignOf: (name) => campaignRows.find((campaign) => campaign.name === name),
  };
}
