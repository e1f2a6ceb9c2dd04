import type { Statement } from './statement';

const PLACES = [
  ['bridge', 'crossing'],
  ['station', 'terminal'],
  ['school', 'college'],
  ['harbour', 'port'],
  ['stadium', 'sports ground'],
  ['museum', 'gallery'],
] as const;
const SIZES = [
  ['new', 'planned'],
  ['large', 'big'],
  ['small', 'little'],
  ['costly', 'dear'],
  ['modern', 'present-day'],
  ['wooden', 'timber'],
] as const;

/** What the project's own corpus tells of. */
export const STATEMENTS: readonly Statement[] = [
  {
    moulds: [
      'The {body} {voted} the {plan} for the {size} {place} in the {district}',
      'A {plan} for a {size} {place} in a {district} was {voted} by a {body}',
      'By a narrow vote, the {body} {voted} a {plan} that gives a {district} a {size} {place}',
      '{body} members {voted} their {plan}, and with it a {size} {place} for their {district}',
    ],
    slots: {
      body: [
        ['council', 'city council'],
        ['parliament', 'legislature'],
        ['committee', 'panel'],
        ['ministry', 'department'],
        ['senate', 'chamber'],
      ],
      voted: [
        ['approved', 'backed'],
        ['rejected', 'turned down'],
        ['delayed', 'postponed'],
        ['changed', 'revised'],
        ['discussed', 'debated'],
      ],
      plan: [
        ['plan', 'scheme'],
        ['budget', 'funding'],
        ['permit', 'licence'],
        ['contract', 'deal'],
        ['design', 'draft'],
      ],
      size: SIZES,
      place: PLACES,
      district: [
        ['suburb', 'outskirts'],
        ['town', 'borough'],
        ['valley', 'lowland'],
        ['centre', 'middle'],
        ['village', 'hamlet'],
      ],
    },
  },
  {
    moulds: [
      'The {driver} {moved} the {goods} from the {from} to the {to} before the {time}',
      '{goods} from a {from} were {moved} to a {to} by a {driver}, and that before {time}',
      'Before {time} came, a {driver} at a {from} {moved} its {goods} to a {to}',
      'It was a {driver} who {moved} all of those {goods} of a {from} to a {to} before it was {time}',
    ],
    slots: {
      driver: [
        ['driver', 'courier'],
        ['cyclist', 'bicycle rider'],
        ['trucker', 'lorry driver'],
        ['porter', 'carrier'],
        ['farmer', 'grower'],
      ],
      moved: [
        ['delivered', 'brought'],
        ['shipped', 'sent'],
        ['carried', 'hauled'],
        ['returned', 'took back'],
        ['rushed', 'hurried'],
      ],
      goods: [
        ['parcels', 'packages'],
        ['letters', 'mail'],
        ['medicines', 'drugs'],
        ['books', 'volumes'],
        ['groceries', 'food'],
      ],
      from: [
        ['warehouse', 'depot'],
        ['shop', 'store'],
        ['factory', 'plant'],
        ['clinic', 'hospital'],
        ['market', 'bazaar'],
      ],
      to: [
        ['customer', 'client'],
        ['loading bay', 'ramp'],
        ['library', 'reading room'],
        ['restaurant', 'bistro'],
        ['hotel', 'guesthouse'],
      ],
      time: [
        ['noon', 'midday'],
        ['dawn', 'daybreak'],
        ['nightfall', 'dusk'],
        ['breakfast', 'morning meal'],
        ['midnight', 'twelve'],
      ],
    },
  },
  {
    moulds: [
      'The {firm} {said} that the {price} of the {product} will {rise} in the {season}',
      'A {season} in which a {price} of a {product} will {rise} was what a {firm} {said}',
      'In {season}, a {firm} {said}, {product} {price} will {rise}',
      '{firm} managers {said} their {product} and its {price} will {rise} this {season}',
    ],
    slots: {
      firm: [
        ['bank', 'lender'],
        ['brewery', 'beer maker'],
        ['carmaker', 'car manufacturer'],
        ['retailer', 'shop chain'],
        ['publisher', 'publishing house'],
      ],
      said: [
        ['announced', 'declared'],
        ['predicted', 'forecast'],
        ['denied', 'disputed'],
        ['feared', 'worried'],
        ['promised', 'pledged'],
      ],
      price: [
        ['price', 'cost'],
        ['quality', 'standard'],
        ['supply', 'stock'],
        ['popularity', 'fame'],
        ['weight', 'mass'],
      ],
      product: [
        ['coffee', 'espresso'],
        ['petrol', 'fuel'],
        ['bread', 'loaf'],
        ['paper', 'stationery'],
        ['tobacco', 'cigars'],
      ],
      rise: [
        ['rise', 'climb'],
        ['fall', 'drop'],
        ['double', 'grow twofold'],
        ['stagnate', 'stay flat'],
        ['vanish', 'disappear'],
      ],
      season: [
        ['spring', 'springtime'],
        ['summer', 'summertime'],
        ['winter', 'wintertime'],
        ['future', 'days to come'],
        ['week', 'seven days'],
      ],
    },
  },
  {
    moulds: [
      'The {team} {beat} the {rival} in the {match} at the {size} {place}',
      'In a {match} at a {size} {place}, a {team} {beat} its {rival}',
      '{rival} and {team} met at a {size} {place}, a {match} in which those of a {team} {beat} them',
      'A {match} was played, and a {team} {beat} a {rival} at their {size} {place}',
    ],
    slots: {
      team: [
        ['hosts', 'home side'],
        ['champions', 'title holders'],
        ['students', 'undergraduates'],
        ['juniors', 'youngsters'],
        ['veterans', 'old hands'],
      ],
      beat: [
        ['defeated', 'overcame'],
        ['surprised', 'astonished'],
        ['followed', 'trailed'],
        ['thanked', 'praised'],
        ['matched', 'equalled'],
      ],
      rival: [
        ['visitors', 'guests'],
        ['favourites', 'likely winners'],
        ['newcomers', 'beginners'],
        ['reserves', 'substitutes'],
        ['sailors', 'seamen'],
      ],
      match: [
        ['final', 'last match'],
        ['semifinal', 'last-four match'],
        ['race', 'run'],
        ['debate', 'discussion'],
        ['tournament', 'contest'],
      ],
      size: SIZES,
      place: PLACES,
    },
  },
];
