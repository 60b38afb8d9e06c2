/**
 * People and companies that do not exist: common first and last names, put together at random,
 * and company names of three generic words.
 */

/** The entries of a list that is written as running text with commas. */
const listed = (text) => text.trim().split(/,\s+/);

const FIRST = listed(`
  James, Mary, Robert, Patricia, John, Jennifer, Michael, Linda, David, Elizabeth, William,
  Barbara, Richard, Susan, Joseph, Jessica, Thomas, Karen, Christopher, Sarah, Daniel, Nancy,
  Matthew, Lisa, Anthony, Margaret, Mark, Sandra, Steven, Ashley, Andrew, Emily, Kenneth,
  Michelle, Joshua, Amanda, Kevin, Melissa, Brian, Deborah, Timothy, Stephanie, Rebecca, Laura,
  Gregory, José, María, Luis, Guadalupe, Juan, Rosa, Carlos, Ana, Miguel, Lucía, Jesús, Elena,
  Raúl, Sofía, Andrés, Beatriz, Héctor, Ximena, Diego, Marisol, Minh, Linh, Thảo, Huy, Wei, Mei,
  Jin, Yuki, Hana, Min-jun, Priya, Arjun, Anjali, Ravi, Deepa, Sanjay, Fatima, Omar, Layla, Yusuf,
  Amina, Chidi, Ngozi, Kwame, Abena, Zoë, Chloë, Renée, André, Björn, Søren, Siobhán, Ewa, Tomasz,
  Oksana, Dmitri, Leila, Darius, Tamika, Jamal, Latoya, Terrence, Monique, Trey, Savannah, Wyatt,
  Dakota, Travis, Annie-Mae, Dale, Loretta
`);

const LAST = listed(`
  Smith, Johnson, Williams, Brown, Jones, Miller, Davis, Wilson, Anderson, Taylor, Moore, Jackson,
  Martin, Thompson, White, Harris, Clark, Lewis, Robinson, Walker, Young, Allen, King, Wright,
  Scott, Hill, Green, Adams, Baker, Nelson, Mitchell, Campbell, Roberts, Carter, Phillips, Turner,
  Parker, García, Rodríguez, Martínez, Hernández, López, González, Pérez, Sánchez, Ramírez,
  Torres, Flores, Rivera, Gómez, Díaz, Reyes, Morales, Ortiz, Gutiérrez, Castillo, Treviño, Garza,
  Cantú, Muñoz, Villarreal, Salinas, de la Cruz, Nguyễn, Trần, Lê, Phạm, Võ, Chen, Wang, Liu,
  Huang, Kim, Park, Choi, Tanaka, Sato, Patel, Shah, Singh, Reddy, Iyer, Khan, Ahmed, Hassan,
  Haddad, Okafor, Adeyemi, Mensah, Abebe, Tesfaye, Kowalski, Novák, Schmidt, Müller, Schroeder,
  Krause, Zimmermann, O’Brien, O'Connor, McDonald, Fitzgerald, Larsen, Lindqvist, Rossi, Moreau,
  Lefèvre, Ivanova, Petrov, Boudreaux, Smith-Jones, Van Dyke, St. John, Washington, Jefferson,
  Banks, Coleman, Whitfield, Hargrove
`);

/** What friends and membership forms make of a first name. */
export const NICKNAMES = new Map(
  listed(`
  James Jim, Robert Bob, John Jack, Jennifer Jen, Michael Mike, David Dave, Elizabeth Liz,
  William Bill, Barbara Barb, Richard Rick, Susan Sue, Joseph Joe, Jessica Jess, Thomas Tom,
  Christopher Chris, Daniel Dan, Matthew Matt, Anthony Tony, Margaret Peggy, Steven Steve,
  Andrew Andy, Kenneth Ken, Joshua Josh, Timothy Tim, Rebecca Becky, Gregory Greg, Patricia Pat,
  Deborah Debbie, José Pepe, Guadalupe Lupe
  `).map((pair) => pair.split(' ')),
);

const COMPANY_PLACE = listed(`
  Blackland, Bluestem, Cedar Brake, Cottonwood Bend, Dry Creek, Hackberry, Juniper, Limestone,
  Live Oak Row, Mesquite Flat, Mockingbird, Painted Sky, Pecan Hollow, Prickly Pear, Red Gate,
  Roadrunner, Sandstone, Seven Wells, Sotol, Windmill
`);
const COMPANY_TRADE = listed(`
  Apartments, Auto Repair, Bakery, Barber Shop, Child Care, Coffee, Dental Care, Event Hall,
  Eye Care, Fitness, Hardware, Laundry, Office Park, Pet Clinic, Physical Therapy,
  Property Management, Self Storage, Senior Living, Taqueria, Church
`);
const COMPANY_FORM = ['', '', ' LLC', ', LLC', ' Inc.', ' Co.'];

export const firstName = (random) => random.pick(FIRST);
export const lastName = (random) => random.pick(LAST);
export const companyName = (random) =>
  `${random.pick(COMPANY_PLACE)} ${random.pick(COMPANY_TRADE)}${random.pick(COMPANY_FORM)}`;

/** Letters and digits of a name without accents, for the part of an e-mail before the @. */
export const plain = (text) =>
  text
    .normalize('NFD')
    .replace(/đ/g, 'd')
    .replace(/ø/g, 'o')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
