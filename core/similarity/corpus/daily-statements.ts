import { PLACES, SIZES } from './shared-slots';
import type { Statement } from './statement';

/** Of deliveries, trade and games. */
export const DAILY_STATEMENTS: readonly Statement[] = [
  {
    moulds: [
      'The {driver} {moved} the {goods} from the {from} to the {to} before the {time}',
      'A {driver} from a {from} {moved} a few {goods} to a {to} with a {time} deadline',
      'Before {time} came, his {from} had its {goods} {moved} by this {driver} to their {to}',
      'It was the {driver} of the {from} who {moved} all of the {goods} to the {to}, and the clock had yet to strike {time}',
    ],
    slots: {
      driver: [
        ['driver', 'motorist'],
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
        ['letters', 'envelopes'],
        ['medicines', 'drugs'],
        ['books', 'volumes'],
        ['groceries', 'foodstuffs'],
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
        ['dusk', 'nightfall'],
        ['breakfast', 'morning coffee'],
        ['midnight', 'twelve'],
      ],
    },
  },
  {
    moulds: [
      'The {firm} {said} that the {price} of the {product} will {rise} in the {season}',
      'A {firm} {said} a {price} of a {product} will {rise} within a {season}',
      'This {season} its {product} will {rise} in {price}, {firm} managers {said}',
      'What the {firm} {said} of the {product} is that the {price} will {rise} by the time the {season} is over',
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
        ['feared', 'dreaded'],
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
        ['car', 'automobile'],
        ['pie', 'pastry'],
        ['notebook', 'writing pad'],
        ['umbrella', 'parasol'],
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
        ['decade', 'ten-year period'],
        ['quarter', 'three-month period'],
        ['week', 'seven-day period'],
      ],
    },
  },
  {
    moulds: [
      'The {team} {beat} the {rival} in the {match} at the {size} {place}',
      'In a {match} at a {size} {place}, a {team} {beat} a {rival}',
      'Their {size} {place} saw its {team} meet this {rival}, whom that {team} {beat} in their {match}',
      'The {match} was the day of the {team}: it {beat} the {rival} before the crowd of the {size} {place}',
    ],
    slots: {
      team: [
        ['home side', 'host team'],
        ['champion', 'title holder'],
        ['student', 'undergraduate'],
        ['junior', 'youngster'],
        ['veteran', 'old hand'],
      ],
      beat: [
        ['defeated', 'overcame'],
        ['surprised', 'astonished'],
        ['followed', 'trailed'],
        ['thanked', 'praised'],
        ['matched', 'equalled'],
      ],
      rival: [
        ['visitor', 'guest'],
        ['favourite', 'likely winner'],
        ['newcomer', 'beginner'],
        ['reserve', 'substitute'],
        ['sailor', 'seaman'],
      ],
      match: [
        ['final', 'last match'],
        ['qualifier', 'heat'],
        ['race', 'run'],
        ['debate', 'discussion'],
        ['tournament', 'contest'],
      ],
      size: SIZES,
      place: PLACES,
    },
  },
];
