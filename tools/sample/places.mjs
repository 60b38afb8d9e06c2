/**
 * Addresses between Austin and San Antonio: real towns with their own ZIPs and area codes, street
 * names that could be anywhere, and telephone numbers of the range reserved for fiction.
 */

/** Town, side of the service area, area codes, weight, ZIPs. */
const TOWNS = `
  Austin | north | 512 737 | 34 | 78701 78702 78703 78704 78705 78721 78722 78723 78727 78729 78731 78741 78744 78745 78746 78748 78749 78750 78751 78753 78756 78757 78758 78759
  Round Rock | north | 512 737 | 8 | 78664 78665 78681
  Cedar Park | north | 512 737 | 5 | 78613
  Georgetown | north | 512 737 | 5 | 78626 78628 78633
  Pflugerville | north | 512 737 | 5 | 78660
  Leander | north | 512 737 | 3 | 78641
  Hutto | north | 512 737 | 2 | 78634
  Belton | north | 254 | 1 | 76513
  Temple | north | 254 | 2 | 76501 76502 76504
  Buda | north | 512 737 | 3 | 78610
  Kyle | south | 512 737 | 4 | 78640
  San Marcos | south | 512 737 | 4 | 78666
  Wimberley | south | 512 737 | 1 | 78676
  New Braunfels | south | 830 | 6 | 78130 78132
  Canyon Lake | south | 830 | 1 | 78133
  Seguin | south | 830 | 2 | 78155
  Boerne | south | 830 | 2 | 78006
  Schertz | south | 210 726 | 3 | 78154
  Cibolo | south | 210 726 | 2 | 78108
  San Antonio | south | 210 726 | 22 | 78201 78204 78209 78210 78212 78216 78217 78218 78228 78230 78232 78240 78247 78249 78250 78251 78254 78258
`
  .trim()
  .split('\n')
  .map((row) => {
    const [city, side, areaCodes, weight, zips] = row.split('|').map((cell) => cell.trim());
    const place = { city, side, zips: zips.split(' '), areaCodes: areaCodes.split(' ') };
    return [place, Number(weight)];
  });

const STREET = `
  Agave, Arroyo, Barton, Bexar, Bluebonnet, Bois d’Arc, Brushy Creek, Buckeye, Caliche,
  Cactus Wren, Cardinal, Cedar Elm, Chaparral, Cottonwood, Cypress Bend, Deer Run, Dove Hollow,
  Elm Grove, Fence Line, Foxglove, Granite, Guadalupe, Hawk View, Hickory, Hill Top,
  Honey Mesquite, Indian Paintbrush, Juniper, Lantana, Laurel, Limestone, Live Oak, Magnolia,
  Meadow Lark, Mill Race, Mission, Mulberry, Oak Hollow, Old Ferry, Orchard, Pecan, Persimmon,
  Pinto, Possum Trot, Quail, Rain Lily, Red Bud, Ridge, River Bend, Rock Rose, Sage, San Jacinto,
  Stone Wall, Sumac, Sunset, Sycamore, Turkey Hollow, Verbena, Walnut, Wildflower, Yaupon
`
  .trim()
  .split(/,\s+/);
/** Suffix and its Publication 28 abbreviation. */
export const SUFFIXES = `
  Street St, Drive Dr, Lane Ln, Road Rd, Avenue Ave, Court Ct, Trail Trl, Cove Cv, Boulevard Blvd, Circle Cir, Pass Pass, Way Way
`
  .trim()
  .split(/,\s+/)
  .map((pair) => pair.split(' '));
const DIRECTIONS = ['N', 'S', 'E', 'W'];

/** One of the towns, by how many customers live there. */
export const town = (random) => random.weighted(TOWNS);

/** The side of the service area a city lies on. */
export const sideOf = (city) => TOWNS.find(([t]) => t.city === city)[0].side;

export function address(random, { city, zips }, business) {
  const direction = random.chance(12) ? `${random.pick(DIRECTIONS)} ` : '';
  const suffix = random.pick(SUFFIXES)[random.chance(60) ? 0 : 1];
  let unit = null;
  if (business && random.chance(45)) unit = `Ste ${random.between(1, 4)}${random.between(10, 60)}`;
  if (!business && random.chance(12)) {
    unit = random.chance(70) ? `Apt ${random.between(1, 340)}` : `Unit ${random.pick([...'ABCD'])}`;
  }
  return {
    street: `${random.between(100, 14_900)} ${direction}${random.pick(STREET)} ${suffix}`,
    unit,
    city,
    state: 'TX',
    zip: random.pick(zips),
    country: 'USA',
  };
}

/** Ten digits, 555-0100 to 555-0199; now and then with the area code of an earlier home. */
export function phone(random, { areaCodes }) {
  const area = random.chance(8)
    ? random.pick(['361', '830', '254', '210'])
    : random.pick(areaCodes);
  return `${area}55501${String(random.between(0, 99)).padStart(2, '0')}`;
}

/** The ways in which people write the same ten digits. */
export const PHONE_FORMS = [
  (d) => d,
  (d) => `(${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`,
  (d) => `${d.slice(0, 3)}-${d.slice(3, 6)}-${d.slice(6)}`,
  (d) => `+1${d}`,
  (d) => `${d.slice(0, 3)}.${d.slice(3, 6)}.${d.slice(6)}`,
  (d) => `1 ${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6)}`,
];
